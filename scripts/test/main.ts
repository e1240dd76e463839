import { dirname } from 'node:path'
import { stopOnSignal } from './program.ts'
import { type Count, countOne } from './step.ts'
import { listSteps } from './steps.ts'

/** Runs every step, whatever becomes of the others, and ends with one line of counts. */
const root = dirname(dirname(import.meta.dirname))
const results: { name: string; count: Count; seconds: string }[] = []
stopOnSignal()

for (const { name, needs, run } of listSteps(root)) {
  const blocker = results.find((result) => result.name === needs && result.count.failed > 0)
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const startedAt = Date.now()
  const count = blocker ? notRun(blocker.name) : await run().catch(explain)
  results.push({ name, count, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) })
}

console.log(`\n── summary ${'─'.repeat(63)}`)
for (const { name, count, seconds } of results)
  console.log(`${count.failed > 0 ? '✗' : '✓'} ${name.padEnd(38)} ${say(count).padEnd(32)} ${seconds} s`)
for (const failure of results.flatMap(({ count }) => count.failures ?? [])) console.log(`✗ ${failure}`)
const total = results.reduce<Count>((sum, { count }) => add(sum, count), { passed: 0, failed: 0, skipped: 0 })
console.log(say(total))
process.exit(total.failed > 0 ? 1 : 0)

function notRun(needed: string): Count {
  console.log(`Not run: it needs the ${needed}.`)
  return countOne(false)
}

function explain(error: unknown): Count {
  console.error(error instanceof Error ? error.message : error)
  return countOne(false)
}

function add(one: Count, other: Count): Count {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

function say({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

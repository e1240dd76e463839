import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { argv } from 'node:process'
import { openDesk, type BenchDesk } from './batch/desk.ts'
import { measureMemory } from './batch/memory.ts'
import { measurePages } from './batch/pages.ts'
import { measureFree, measureMany, measureSingle, measureWorkers } from './batch/speed.ts'
import { say } from './say.ts'

type Measure = (desk: BenchDesk, rows: number) => Promise<void>

/** What is measured, with how many rows unless the command line says. */
const parts: Record<string, readonly [measure: Measure, rows: number]> = {
  single: [measureSingle, 10_000],
  free: [measureFree, 10_000],
  many: [measureMany, 100_000],
  workers: [measureWorkers, 10_000],
  memory: [measureMemory, 100_000],
  pages: [measurePages, 100_000],
}

/**
 * Rows per second of batches from start to end, with durable evidence and the sealer at work, worker and simulator in
 * processes of their own, against undici alone that makes the same calls and writes the rows with multi-row inserts,
 * by turns; memory; pages meanwhile. `npm run bench -- batch [PART…] [ROWS]`, all parts when none is named.
 */
export async function run(): Promise<void> {
  const given = argv.slice(3)
  const names = given.filter((word) => !/^\d+$/.test(word))
  const rows = given
    .filter((word) => !names.includes(word))
    .map(Number)
    .at(-1)
  const unknown = names.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: no such part. There are ${Object.keys(parts).join(', ')}.`)
  const chosen = Object.entries(parts).filter(([name]) => names.length === 0 || names.includes(name))
  const [only] = chosen
  if (only && chosen.length === 1) await measureAlone(only[1][0], rows ?? only[1][1])
  else for (const [name, [, usual]] of chosen) await runApart(name, rows ?? usual)
}

async function measureAlone(measure: Measure, rows: number): Promise<void> {
  const desk = await openDesk()
  try {
    await measure(desk, rows)
  } finally {
    await desk.close()
  }
  const load = loadavg().map((of) => of.toFixed(1))
  say(`  load of the machine in the last 1, 5 and 15 minutes: ${load.join(', ')}`)
}

/** In a process and on a database of its own, so that no part has the rows of another to carry. */
async function runApart(name: string, rows: number): Promise<void> {
  const child = spawn(process.execPath, ['bench/main.ts', 'batch', name, String(rows)], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The part ${name} could not be measured.`)
}

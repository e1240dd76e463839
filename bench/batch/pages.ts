import { createDemoUsers, demoPassword } from '#lib/access/demo.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { cancelBatch } from '#lib/batches/cancel.ts'
import { percentile } from '#bench/percentile.ts'
import type { BenchDesk } from './desk.ts'
import { startAppPart, startWorkers } from './processes.ts'
import { begin, receiveList, runBatch, settle } from './rows.ts'
import { over, sayTable } from './table.ts'

const connection = 'h1-100'
const times = 60
const pages = [
  ['desk', '/'],
  ['look-ups', '/lookups'],
  ['batches', '/batches'],
] as const

/** How long pages take while nothing else happens and while a batch runs, by turns of pages. The batch is not waited for. */
export async function measurePages(desk: BenchDesk, rows: number): Promise<void> {
  await desk.simulator.setLatency(50)
  const app = await startAppPart(desk)
  const workers = await startWorkers(desk, 1)
  const cookie = await openSession()
  // So that lists have what to show.
  await runBatch(connection, Math.min(rows, 1000))
  const batchId = await receiveList(connection, rows)
  await settle()
  await read(app.url, cookie, 20)
  const idle = await read(app.url, cookie, times)

  await begin(batchId)
  await untilBusy(batchId)
  const busy = await read(app.url, cookie, times)
  const doneRows = await countDone(batchId)
  if (doneRows === rows) throw new Error('The batch had ended before the pages were read. Take more rows.')
  await cancelBatch(systemActor('benchmark'), { batchId })
  await Promise.all([app, ...workers].map((part) => part.stop()))

  const lines = pages.map(([name], index) => {
    const [before = [], during = []] = [idle[index], busy[index]]
    const at = (of: readonly number[], share: number) => `${percentile(of, share).toFixed(1)} ms`
    const ratio = over(percentile(during, 0.5), percentile(before, 0.5))
    return [name, at(before, 0.5), at(before, 0.95), at(during, 0.5), at(during, 0.95), ratio]
  })
  const title = `pages while a batch of ${rows} rows runs (${doneRows} done by then), simulator at 50 ms, 100 in flight`
  sayTable(title, ['idle p50', 'p95', 'running p50', 'p95', 'p50 (aim: 2 ×)'], lines)
}

/** Milliseconds of each page, by turns. */
async function read(url: string, cookie: string, turns: number): Promise<readonly number[][]> {
  const taken = pages.map((): number[] => [])
  for (let turn = 0; turn < turns; turn += 1)
    for (const [index, [name, path]] of pages.entries()) {
      const startedAt = performance.now()
      const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
      await response.text()
      if (response.status !== 200) throw new Error(`The page ${name} answered ${response.status}.`)
      taken[index]?.push(performance.now() - startedAt)
    }
  return taken
}

async function openSession(): Promise<string> {
  await createDemoUsers()
  const { setCookies } = await signIn({ email: 'finance@demo.test', password: demoPassword }, new Headers())
  return setCookies[0]?.split(';')[0] ?? ''
}

async function untilBusy(batchId: string): Promise<void> {
  while ((await countDone(batchId)) === 0);
}

async function countDone(batchId: string): Promise<number> {
  const [row] = await getSql()<{ done: number }[]>`
    select count(*)::int as done from batch_item where batch_id = ${batchId} and state = 'done'`
  return row?.done ?? 0
}

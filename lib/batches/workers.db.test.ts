import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'
import { endProcesses, startWorkers, waitForEnd } from './testing/workers.ts'

const finance = actorOf('finance')
const desk = await openTestDesk({ 'gr8-demo': { concurrency: 10, requestsPerSecond: 50 } })
const dataDir = mkdtempSync(join(tmpdir(), 'statusdesk-workers-'))
const workers = startWorkers(3, dataDir)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await endProcesses(workers, 'SIGKILL')
  await owner.end()
  await desk.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function setLatency(ms: number) {
  const body = JSON.stringify({ ms })
  await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body })
}

/** So many workers have begun to listen. The app's role does not see what others do. */
async function ready(count: number) {
  for (;;) {
    const [row] = await owner<{ listening: number }[]>`
      select count(*)::int as listening from pg_stat_activity
      where datname = current_database() and query ilike 'listen "batch"%'`
    if ((row?.listening ?? 0) >= count) return
    await sleep(100)
  }
}

/** How many processes had a share. */
async function countWriters(): Promise<number> {
  const [row] = await getSql()<{ writers: number }[]>`
    select count(distinct e.writer_id)::int as writers from audit.event e join lookup l on l.id = e.lookup_id
    where e.kind = 'lookup.outcome' and l.origin = 'batch'`
  return row?.writers ?? 0
}

it(
  'three worker processes keep to 10 in flight and 50 a second, and single look-ups do not wait long',
  { timeout: 120_000 },
  async () => {
    await ready(3)
    const batches: string[] = []
    const begin = async (latencyMs: number, rows: number) => {
      await setLatency(latencyMs)
      const more = Array.from({ length: 4 }, (_, n) =>
        makeRunning(finance, gr8Rows(rows, `sc-ok-${latencyMs}-${n}`)),
      )
      batches.push(...(await Promise.all(more)))
      await waitForEnd(batches, 90_000)
    }
    let longestMs = 0
    const asking = (async () => {
      for (let n = 0; n < 10; n += 1) {
        await sleep(700)
        const input = { playerId: 'p', transactionId: `sc-ok-single-${n}` }
        const startedAt = performance.now()
        const questions = [{ connection: 'gr8-demo', input }]
        const asked = await ask(finance, { questions, reason: null, origin: 'desk' })
        await asked.settled
        longestMs = Math.max(longestMs, performance.now() - startedAt)
      }
    })()
    // First the places are too few, then the slots.
    await begin(400, 25)
    await begin(60, 60)
    await asking
    // Whoever is first gets a lane, and one process may be first for all of them.
    let rows = 4 * (25 + 60)
    for (let round = 0; round < 10 && (await countWriters()) < 2; round += 1) {
      await begin(60 + round, 10)
      rows += 40
    }
    for (const batchId of batches)
      expect(
        (await readRows(batchId)).every(({ status, asked }) => status === 'succeeded' && asked === 1),
      ).toBe(true)
    const stats = await (await fetch(`${desk.simulator.http}/_simulator/stats`)).json()
    expect(stats['gr8-tech'].total).toBe(rows + 10)
    expect(stats['gr8-tech'].maxInFlight).toBeLessThanOrEqual(10)
    expect(stats['gr8-tech'].maxPerSecond).toBeLessThanOrEqual(52)
    // A single look-up waits for a slot, never behind the rows of a batch.
    expect(longestMs).toBeLessThan(5_000)
    expect(await countWriters()).toBeGreaterThan(1)
  },
)

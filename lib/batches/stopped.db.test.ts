import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'
import { endProcesses, startWorkers, waitForEnd } from './testing/workers.ts'

const finance = actorOf('finance')
const desk = await openTestDesk({
  'gr8-demo': { timeoutMs: 15_000, concurrency: 40, requestsPerSecond: 500 },
})
const dataDir = mkdtempSync(join(tmpdir(), 'statusdesk-stopped-'))
const stopped = startWorkers(1, dataDir)
const others: ReturnType<typeof startWorkers>[number][] = []
afterAll(async () => {
  await endProcesses([...stopped, ...others], 'SIGKILL')
  await desk.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50)
}

it(
  'a worker that is stopped past its heartbeat and goes on: its answers are recorded as late, and change nothing',
  { timeout: 300_000 },
  async () => {
    await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body: '{"ms":2000}' })
    const batchId = await makeRunning(finance, gr8Rows(12, 'sc-ok'))
    await until(async () => (await desk.calls()).length === 12)
    stopped[0]?.kill('SIGSTOP')
    others.push(...startWorkers(1, dataDir))
    await waitForEnd([batchId], 200_000)
    const before = await readRows(batchId)
    expect(
      before.every(({ status, asked, attempt }) => status === 'succeeded' && asked === 2 && attempt === 2),
    ).toBe(true)
    stopped[0]?.kill('SIGCONT')
    const late = async () => {
      const [row] = await getSql()<{ late: number }[]>`
        select count(*)::int as late from lookup_outcome o join lookup l on l.id = o.lookup_id
        where l.request_id = ${batchId} and o.late`
      return row?.late ?? 0
    }
    await until(async () => (await late()) === 12)
    await sleep(1_000)
    expect(await readRows(batchId)).toEqual(before)
    const events = await getSql()<{ kind: string; times: number }[]>`
      select e.kind, count(*)::int as times from audit.event e join lookup l on l.id = e.lookup_id
      where l.request_id = ${batchId} group by 1 order by 1`
    expect(events).toEqual([
      { kind: 'lookup.intent', times: 24 },
      { kind: 'lookup.interrupted', times: 12 },
      { kind: 'lookup.late', times: 12 },
      { kind: 'lookup.outcome', times: 12 },
    ])
    expect(await desk.calls()).toHaveLength(24)
  },
)

import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '#lib/access/api-token.ts'
import { systemActor } from '#lib/access/actor.ts'
import { approveBatch } from '#lib/batches/approve.ts'
import type { BenchDesk } from './desk.ts'
import { startAppPart, startWorkers, watchMemory } from './processes.ts'
import { composeList, settle } from './rows.ts'
import { sayTable } from './table.ts'

const connection = 'h1-100'
const followEveryMs = 1000

/**
 * The most memory that app and worker hold, each in a process begun for it, while a list comes in by the API, runs,
 * is followed, and its results go out in both formats. For a hundredth, a tenth and all of the rows.
 */
export async function measureMemory(desk: BenchDesk, rows: number): Promise<void> {
  await desk.simulator.setLatency(0)
  const { token } = await createToken(systemActor('benchmark'), { name: 'benchmark', role: 'finance' })
  const lines: string[][] = []
  for (const some of [rows / 100, rows / 10, rows].map(Math.ceil)) {
    await settle()
    const app = await startAppPart(desk)
    const [worker] = await startWorkers(desk, 1)
    if (!worker) throw new Error('There is no worker.')
    const idle = watchMemory([app, worker])
    await sleep(2 * followEveryMs)
    const before = await idle()
    const watched = watchMemory([app, worker])
    await goThrough(`${app.url}/api/v1/batches`, token, some)
    const most = await watched()
    await Promise.all([app.stop(), worker.stop()])
    lines.push([`${some} rows`, ...[0, 1].flatMap((of) => [before[of], most[of]].map(megabytes))])
  }
  const head = ['app, idle', 'app, most', 'worker, idle', 'worker, most']
  sayTable('memory (RSS), from upload to results, simulator at 0 ms', head, lines)
}

async function goThrough(batches: string, token: string, rows: number): Promise<void> {
  const authorization = `Bearer ${token}`
  const received = await fetch(`${batches}?connection=${connection}&name=bench.csv`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body: Buffer.concat([...composeList(connection, rows)]),
  })
  const { id } = await readJson(received)
  const url = `${batches}/${id}`
  const headers = { authorization, 'content-type': 'application/json' }
  const body = JSON.stringify({ reason: 'a benchmark' })
  await readJson(await fetch(`${url}/start`, { method: 'POST', headers, body }))
  for (let approved = false; ; await sleep(followEveryMs)) {
    const { state } = await readJson(await fetch(url, { headers }))
    if (state === 'finished') break
    if (state !== 'awaiting_approval' || approved) continue
    await approveBatch(systemActor('benchmark approver'), { batchId: String(id), reason: null })
    approved = true
  }
  for (const format of ['csv', 'xlsx']) {
    const results = await fetch(`${url}/results.${format}`, { headers })
    if (!results.ok) throw new Error(`The results were refused with ${results.status}.`)
    let bytes = 0
    for await (const piece of results.body ?? []) bytes += piece.length
    if (bytes === 0) throw new Error('There are no results.')
  }
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  if (response.ok) return response.json()
  throw new Error(`The desk answered ${response.status}: ${await response.text()}`)
}

function megabytes(of: number | undefined): string {
  return `${Math.round(of ?? 0)} MB`
}

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { startSimulator } from '#simulator/start.ts'
import { cancelBatch } from './cancel.ts'
import { type LaneEnd, runLane } from './lane.ts'
import { sweepBatches } from './sweep.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'

const finance = actorOf('finance')
const desk = await openTestDesk({
  'gr8-demo': { concurrency: 10, requestsPerSecond: 5_000 },
  'gr8-token-demo': {
    timeoutMs: 1_000,
    concurrency: 10,
    requestsPerSecond: 5_000,
    breaker: { failures: 4, share: 0.5, windowMs: 30_000, probeMs: 3_000 },
  },
})
afterAll(() => desk.close())

const signal = new AbortController().signal

async function sweepOnce(): Promise<readonly LaneEnd[]> {
  const lanes = await sweepBatches()
  return Promise.all(lanes.map((lane) => runLane(lane, { signal, backOff: () => 10 })))
}

it('a batch of 20 beside one of 5,000 at the same connection is soon done', { timeout: 60_000 }, async () => {
  await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body: '{"ms":20}' })
  const large = await makeRunning(finance, gr8Rows(5_000, 'sc-ok-large'))
  const [lane] = await sweepBatches()
  if (!lane) throw new Error('There is nothing to do.')
  const ending = runLane(lane, { signal })
  await sleep(1_000)
  const small = await makeRunning(finance, gr8Rows(20, 'sc-ok-small'))
  await runLane({ ...lane, batchId: small }, { signal })
  const done = (await readRows(large)).filter(({ state }) => state === 'done').length
  expect((await readRows(small)).every(({ status }) => status === 'succeeded')).toBe(true)
  expect(done).toBeLessThan(2_500)
  await cancelBatch(finance, { batchId: large })
  await ending
  const states = new Set((await readRows(large)).map(({ state }) => state))
  expect([...states].toSorted()).toEqual(['cancelled', 'done'])
  const { 'gr8-tech': stats } = await (await fetch(`${desk.simulator.http}/_simulator/stats`)).json()
  // One place is left to single look-ups.
  expect(stats.maxInFlight).toBeLessThanOrEqual(9)
})

it(
  'a provider that is down has its rows wait, and one row tries whether it is back',
  { timeout: 60_000 },
  async () => {
    const { port } = new URL(desk.simulator.http)
    const tlsPort = Number(new URL(desk.simulator.https).port)
    const dataDir = desk.simulator.caFile.replace(/\/[^/]*$/, '')
    await desk.simulator.close()
    const batchId = await makeRunning(finance, gr8Rows(60, 'sc-ok-down', 'gr8-token-demo'))
    let ends: readonly LaneEnd[] = []
    for (let round = 0; round < 50 && !ends.includes('paused'); round += 1) ends = await sweepOnce()
    const [pause] = await getSql()`select why from connection_pause where connection_id = 'gr8-token-demo'`
    expect(pause).toEqual({ why: 'unreachable' })
    expect(await sweepBatches()).toEqual([])
    const asked = async () => (await readRows(batchId)).reduce((all, row) => all + row.asked, 0)
    const before = await asked()
    // A probe that fails costs one row one asking, and the rest go on waiting.
    await sleep(3_200)
    expect(await sweepOnce()).toEqual(['paused'])
    expect((await asked()) - before).toBeLessThanOrEqual(1)
    expect(await sweepBatches()).toEqual([])

    const again = await startSimulator({ port: Number(port), tlsPort, dataDir, latencyMs: 0 })
    try {
      for (let round = 0; round < 100; round += 1) {
        await sweepOnce()
        const [open] = await getSql()`select from batch where id = ${batchId} and state = 'running'`
        if (!open) break
        await sleep(100)
      }
      const rows = await readRows(batchId)
      expect(rows.filter(({ status }) => status === 'succeeded')).toHaveLength(60)
      expect(Math.max(...rows.map((row) => row.asked))).toBeLessThanOrEqual(4)
      expect(await getSql()`select from connection_pause`).toHaveLength(0)
    } finally {
      await again.close()
    }
  },
)

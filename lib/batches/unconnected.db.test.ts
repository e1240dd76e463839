import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { newTimeId } from '#lib/time-id.ts'
import { listItems } from './items.ts'
import { runLane } from './lane.ts'
import { exportResults } from './results.ts'
import { retryBatch } from './retry.ts'
import { sweepBatches } from './sweep.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'
import { endUnconnected } from './unconnected.ts'
import { findBatch } from './view.ts'

const finance = actorOf('finance')
const desk = await openTestDesk()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await owner.end()
  await desk.close()
})

const signal = new AbortController().signal

/** A batch that began to run so long ago, with rows at a connection that this process does not have. */
async function makeGone(minutesAgo: number): Promise<string> {
  const batchId = await makeRunning(finance, [
    ...gr8Rows(2, randomUUID()),
    ...gr8Rows(3, 'sc-ok', 'gone-demo'),
  ])
  await owner`update batch set started_at = now() - make_interval(mins => ${minutesAgo}) where id = ${batchId}`
  return batchId
}

async function askElsewhere(batchId: string): Promise<void> {
  await owner`
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, origin, asked_by, asked_at,
      deadline_at)
    values (${newTimeId()}, ${batchId}, 2, ${randomUUID()}, 'gone-demo', 'gr8-tech', '{}', 'batch', 'somebody', now(), now())`
}

const statesAt = async (batchId: string) => (await readRows(batchId)).map(({ state }) => state)
const waiting = ['waiting', 'waiting', 'waiting', 'waiting', 'waiting']

it(
  'rows whose connection is gone end as faults that say so, and a retry brings them back',
  { timeout: 120_000 },
  async () => {
    const batchId = await makeGone(11)
    await endUnconnected()
    expect(await statesAt(batchId)).toEqual(['waiting', 'waiting', 'done', 'done', 'done'])
    const { data } = await listItems(finance, batchId, { show: 'fault' }, 50)
    expect(data).toHaveLength(3)
    const reason = 'The connection “gone-demo” is not there any more. Put it back, then retry the faults.'
    expect(data[0]).toMatchObject({ outcome: 'fault', asked: 0, problems: [{ column: null, reason }] })
    const file = await exportResults(finance, batchId, { format: 'csv', only: 'faults' })
    const lines = (await Array.fromAsync(file?.pieces ?? [])).join('').split('\r\n')
    expect(lines.filter((line) => line.includes(reason))).toHaveLength(3)
    // With them the batch ends.
    for (const lane of await sweepBatches()) await runLane(lane, { signal })
    await sweepBatches()
    expect(await findBatch(finance, batchId)).toMatchObject({
      state: 'finished',
      progress: { faults: 3, done: 5 },
    })
    expect(await retryBatch(finance, { batchId, what: 'faults' })).toEqual({ rows: 3 })
    const again = await listItems(finance, batchId, { show: 'waiting' }, 50)
    expect(again.data.map(({ problems }) => problems)).toEqual([null, null, null])
  },
)

it('rows wait for ten minutes, and for as long as another process asks', async () => {
  const fresh = await makeGone(9)
  const asked = await makeGone(60)
  await askElsewhere(asked)
  await endUnconnected()
  expect(await statesAt(fresh)).toEqual(waiting)
  expect(await statesAt(asked)).toEqual(waiting)
})

it('what somebody held of them is let go, so that it ends too', async () => {
  const batchId = await makeGone(11)
  await owner`
    update batch_item set state = 'claimed', attempt = 1, claimed_by = ${randomUUID()}, lane = 0
    where batch_id = ${batchId} and connection_id = 'gone-demo'`
  await runLane({ batchId, connectionId: 'gone-demo', lane: 0 }, { signal })
  expect(await statesAt(batchId)).toEqual(waiting)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { approveBatch, refuseApproval } from './approve.ts'
import { cancelBatch } from './cancel.ts'
import { runLane } from './lane.ts'
import { pauseBatch } from './pause.ts'
import { resumeBatch } from './resume.ts'
import { retryBatch } from './retry.ts'
import { startBatch } from './start.ts'
import { sweepBatches } from './sweep.ts'
import { fungamessRows, gr8Rows, makeBatch, makeRunning, readRows } from './testing/make-batch.ts'

const finance = actorOf('finance')
const manager = actorOf('manager')
const desk = await openTestDesk({
  'gr8-demo': { timeoutMs: 15_000, concurrency: 40, requestsPerSecond: 5_000 },
  'fungamess-demo': { timeoutMs: 15_000, requestsPerSecond: 1_000 },
})
afterAll(() => desk.close())
beforeEach(async () => {
  await fetch(`${desk.simulator.http}/_simulator/calls`, { method: 'DELETE' })
})

const running = new AbortController()
const backOff = () => 10

/** Works on everything that is open until nothing is, as the worker does. */
async function work(): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    const lanes = await sweepBatches()
    await Promise.all(lanes.map((lane) => runLane(lane, { signal: running.signal, backOff })))
    const [open] = await getSql()`select from batch where state = 'running'`
    if (!open) return
    await sleep(20)
  }
  throw new Error('The batch does not end.')
}

async function stateOf(batchId: string) {
  const [row] = await getSql()<{ state: string }[]>`select state from batch where id = ${batchId}`
  return row?.state
}

async function eventsOf(batchId: string) {
  const rows = await getSql()<{ kind: string }[]>`
    select kind from audit.event where object_id = ${batchId} order by id`
  return rows.map(({ kind }) => kind)
}

describe('single calls', () => {
  it('ask every row once, record it, and end the batch', async () => {
    const batchId = await makeRunning(finance, gr8Rows(300))
    await work()
    const rows = await readRows(batchId)
    expect(
      rows.every(({ state, asked, status }) => state === 'done' && asked === 1 && status === 'succeeded'),
    ).toBe(true)
    expect(await stateOf(batchId)).toBe('finished')
    expect(await eventsOf(batchId)).toEqual(['batch.submitted', 'batch.finished'])
    expect(await desk.calls()).toHaveLength(300)
    const [record] = await getSql()`
      select count(*)::int as lookups, count(distinct l.ordinal)::int as ordinals,
        count(o.id)::int as outcomes, count(e.id)::int as events,
        (select count(*)::int from exchange x where x.lookup_ids[1] in (select id from lookup where request_id = ${batchId})) as exchanges
      from lookup l join lookup_outcome o on o.lookup_id = l.id and o.id is not null
        join audit.event e on e.lookup_id = l.id and e.kind = 'lookup.outcome'
      where l.request_id = ${batchId} and l.origin = 'batch' and l.asked_by = ${finance.id}`
    expect(record).toEqual({ lookups: 300, ordinals: 300, outcomes: 300, events: 300, exchanges: 300 })
  })

  it('try faults worth it again, at most four times, and leave others', async () => {
    const batchId = await makeRunning(finance, [
      ...gr8Rows(2, 'sc-500'),
      ...gr8Rows(2, 'sc-401'),
      ...gr8Rows(2, 'sc-user_not_found'),
    ])
    await work()
    const rows = await readRows(batchId)
    expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'done'))
    expect(rows.slice(0, 2).map(({ asked, fault }) => [asked, fault])).toEqual([
      [4, 'provider_error'],
      [4, 'provider_error'],
    ])
    expect(rows.slice(2, 4).map(({ asked, fault }) => [asked, fault])).toEqual([
      [1, 'unauthorized'],
      [1, 'unauthorized'],
    ])
    expect(rows.slice(4).map(({ asked }) => asked)).toEqual([1, 1])
    // Faults only, by one key.
    expect(await retryBatch(finance, { batchId, what: 'faults' })).toEqual({ rows: 4 })
    expect(await stateOf(batchId)).toBe('running')
    await work()
    expect((await readRows(batchId)).slice(0, 2).map(({ asked }) => asked)).toEqual([4, 4])
    await expect(retryBatch(finance, { batchId, what: 'pendings' })).rejects.toThrow(
      'No row that was answered',
    )
  })
})

describe('calls for many', () => {
  it('ask a thousand rows at once, and one bad row costs the others nothing', async () => {
    const rows = fungamessRows(1_200).map((row, n) =>
      n === 500 ? { ...row, input: { ...row.input, transactionId: 'sc-bad_row-1' } } : row,
    )
    const batchId = await makeRunning(finance, rows)
    await work()
    const ended = await readRows(batchId)
    expect(ended.filter(({ status }) => status === 'succeeded')).toHaveLength(1_199)
    expect(ended[500]).toMatchObject({ state: 'done', outcome: 'fault', fault: 'invalid_request', asked: 1 })
    expect(await desk.calls()).toHaveLength(3)
  })

  it('find a row for which the whole call is refused without naming it', async () => {
    const rows = fungamessRows(300).map((row, n) =>
      n === 77 ? { ...row, input: { ...row.input, transactionId: 'sc-refused_bare-1' } } : row,
    )
    const batchId = await makeRunning(finance, rows)
    await work()
    const ended = await readRows(batchId)
    expect(ended.filter(({ status }) => status === 'succeeded')).toHaveLength(299)
    expect(ended[77]).toMatchObject({ state: 'done', outcome: 'fault', asked: 4 })
  })
})

describe('what people do', () => {
  it('pausing stops claims, resuming goes on, cancelling ends what waits', async () => {
    const batchId = await makeRunning(finance, gr8Rows(20))
    await pauseBatch(finance, { batchId })
    expect(await sweepBatches()).toEqual([])
    expect(await runLane({ batchId, connectionId: 'gr8-demo', lane: 0 }, { signal: running.signal })).toBe(
      'idle',
    )
    expect(await desk.calls()).toHaveLength(0)
    await expect(pauseBatch(finance, { batchId })).rejects.toThrow('while the batch is paused')
    await resumeBatch(finance, { batchId })
    expect(await sweepBatches()).toHaveLength(2)
    await cancelBatch(finance, { batchId })
    await work()
    expect((await readRows(batchId)).every(({ state }) => state === 'cancelled')).toBe(true)
    expect(await eventsOf(batchId)).toEqual([
      'batch.submitted',
      'batch.paused',
      'batch.resumed',
      'batch.cancelled',
    ])
  })

  it('more than 10,000 rows wait for somebody else', async () => {
    const batchId = await makeBatch(manager, gr8Rows(10_001))
    const start = { batchId, reason: 'month end', reuseMinutes: null }
    expect(await startBatch(manager, start)).toEqual({ state: 'awaiting_approval' })
    await expect(approveBatch(manager, { batchId, reason: null })).rejects.toThrow('Somebody else')
    await expect(approveBatch(finance, { batchId, reason: null })).rejects.toThrow('action.approve')
    await approveBatch(actorOf('manager', 'other-manager'), { batchId, reason: null })
    expect(await stateOf(batchId)).toBe('running')
    await cancelBatch(finance, { batchId })
    const refused = await makeBatch(manager, gr8Rows(10_001))
    await startBatch(manager, { ...start, batchId: refused })
    await refuseApproval(actorOf('manager', 'other-manager'), { batchId: refused, reason: 'too many' })
    expect(await stateOf(refused)).toBe('cancelled')
  })

  it('rows answered lately are reused, and not asked', async () => {
    const first = await makeRunning(finance, gr8Rows(30, 'sc-ok-reused'))
    await work()
    const batchId = await makeBatch(finance, gr8Rows(40, 'sc-ok-reused'))
    await startBatch(finance, { batchId, reason: 'again', reuseMinutes: 10 })
    await work()
    const [before, after] = [await readRows(first), await readRows(batchId)]
    expect(after.filter(({ reused }) => reused)).toHaveLength(30)
    expect(after.slice(0, 30).map(({ lookup_id }) => lookup_id)).toEqual(
      before.map(({ lookup_id }) => lookup_id),
    )
    expect(after.every(({ status }) => status === 'succeeded')).toBe(true)
    expect(await desk.calls()).toHaveLength(40)
  })

  it('nobody without batch.run starts one', async () => {
    const batchId = await makeBatch(finance, gr8Rows(1))
    const start = { batchId, reason: 'a test', reuseMinutes: null }
    await expect(startBatch(actorOf('support'), start)).rejects.toThrow('batch.run')
    await expect(startBatch(finance, { ...start, reason: ' ' })).rejects.toThrow('A reason is needed')
    await startBatch(finance, start)
    await expect(startBatch(finance, start)).rejects.toThrow('while the batch is running')
    await cancelBatch(finance, { batchId })
  })
})

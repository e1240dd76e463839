import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createToken } from '#lib/access/api-token.ts'
import { runLane } from '#lib/batches/lane.ts'
import { sweepSchedules } from '#lib/batches/schedule-sweep.ts'
import { listSchedules, scheduleBatch } from '#lib/batches/schedule.ts'
import { sweepBatches } from '#lib/batches/sweep.ts'
import { readTotals } from '#lib/batches/totals.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { getResultsAs } from './batch-results.ts'
import { batch as batchSchema } from './batch-schema.ts'
import { postStart } from './batches-steer.ts'
import { postBatches } from './batches.ts'
import { handle } from './handle.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

const { token } = await createToken(systemActor('test'), { name: 'test', role: 'finance' })
const operator = { ...systemActor('cli'), kind: 'cli', id: 'cli:test' } as const
const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://desk.test/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  })

/** Works on everything that is open until nothing is, as the worker does. */
async function work(): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const lanes = await sweepBatches()
    const signal = new AbortController().signal
    await Promise.all(lanes.map((lane) => runLane(lane, { signal, backOff: () => 10 })))
    const [open] = await getSql()`select from batch where state = 'running'`
    if (!open) return
    await sleep(20)
  }
  throw new Error('The batch does not end.')
}

async function results(id: string, query = '') {
  const response = await handle(getResultsAs('csv'))(request(`/x${query}`), {
    params: Promise.resolve({ id }),
  })
  const [header = [], ...records]: string[][] = parse(Buffer.from(await response.arrayBuffer()))
  return records
    .slice(0, -1)
    .map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
}

it('comes in by the API, is asked, comes back beside its own cells, and is asked again until it is final', async () => {
  const list = [
    'note,transactionId,userId,gameId',
    '"a, ""b""",sc-settles1-a,7,1',
    '=1+1,sc-ok-b,7,1',
    'again,sc-ok-b,7,1',
    '00042,sc-ok-c,,1',
  ].join('\n')
  const brought = await handle(postBatches)(
    request('/batches?connection=fungamess-demo', {
      method: 'POST',
      body: list,
      headers: { 'content-type': 'text/csv' },
    }),
    { params: Promise.resolve({}) },
  )
  const { id } = batchSchema.parse(await brought.json())
  const start = {
    method: 'POST',
    body: '{"reason":"FIN-1"}',
    headers: { 'content-type': 'application/json' },
  }
  await handle(postStart)(request('/x', start), { params: Promise.resolve({ id }) })
  await work()

  const rows = await results(id)
  expect(
    rows.map((row) => [row['note'], row['transactionId'], row['desk_state'], row['desk_status']]),
  ).toEqual([
    ['a, "b"', 'sc-settles1-a', 'done', 'pending'],
    ['=1+1', 'sc-ok-b', 'done', 'succeeded'],
    ['again', 'sc-ok-b', 'duplicate', 'succeeded'],
    ['00042', 'sc-ok-c', 'invalid', ''],
  ])
  expect(rows[3]?.['desk_reason']).toContain('userId')
  expect(rows[1]).toMatchObject({ desk_attempts: '1', desk_connection: 'fungamess-demo' })
  expect(await results(id, '?only=differences')).toEqual([])
  const { statuses, amounts } = await readTotals(operator, id)
  // FUNGAMESS tells no amounts: none is not 0.
  expect(statuses.map(({ status, rows: n, withoutAmount }) => [status, n, withoutAmount])).toEqual([
    ['pending', 1, 1],
    ['succeeded', 1, 1],
  ])
  expect([amounts, rows[1]?.['desk_amount']]).toEqual([[], ''])

  const schedule = await scheduleBatch(operator, { batchId: id, everyHours: 1, reason: 'until settled' })
  await getSql()`update batch_schedule set next_at = now() where id = ${schedule.id}`
  // It settles a second after it was first asked about.
  await sleep(1_200)
  const before = (await desk.calls()).length
  await sweepSchedules()
  await work()
  await sweepSchedules()
  expect((await desk.calls()).length).toBe(before + 1)
  const [view] = await listSchedules(operator, id)
  expect(view).toMatchObject({ runs: 1, endedWhy: 'Every row is final.' })
  const latest = view?.latestId ?? ''
  const again = await results(latest)
  expect(again.map((row) => [row['note'], row['desk_status'], row['desk_reused']])).toEqual([
    ['a, "b"', 'succeeded', 'no'],
    ['=1+1', 'succeeded', 'yes'],
    ['again', 'succeeded', 'yes'],
    ['00042', '', 'no'],
  ])
  const differing = await results(latest, '?only=differences')
  expect(differing.map((row) => [row['note'], row['desk_difference']])).toEqual([
    ['a, "b"', expect.stringMatching(/^was pending at /)],
  ])
}, 60_000)

import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { sweepSchedules } from './schedule-sweep.ts'
import { endSchedule, listSchedules, scheduleBatch } from './schedule.ts'
import { answerBatch } from './testing/answer-batch.ts'
import { insertBatch } from './testing/insert-batch.ts'

const desk = await openTestDesk()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
const finance = { ...actorOf('finance'), kind: 'cli', id: 'cli:finance' } as const
afterAll(async () => {
  await owner.end()
  await desk.close()
})

async function insertFinished(rows = 200): Promise<string> {
  const id = await insertBatch(owner, { state: 'finished', rows })
  await answerBatch(owner, id)
  return id
}

const schedule = (batchId: string, actor: Parameters<typeof scheduleBatch>[0] = finance) =>
  scheduleBatch(actor, { batchId, everyHours: 6, reason: 'FIN-9 until settled' })
const makeDue = (id: string) =>
  owner`update batch_schedule set next_at = now() - interval '1 s' where id = ${id}`
const find = async (id: string) =>
  (await listSchedules(finance)).find((one) => one.id === id) ?? expect.fail()
const runsOf = (id: string) => getSql()<{ id: string; state: string; started_by: string; reason: string }[]>`
  select id, state, started_by, reason from batch where schedule_id = ${id} order by id`
const kindsOf = async (id: string) =>
  (
    await getSql()<{ kind: string }[]>`
    select kind from audit.event where object_type = 'batch_schedule' and object_id = ${id} order by id`
  ).map((row) => row.kind)

describe('a schedule', () => {
  it('runs when it is due, once, and asks only what is not final', async () => {
    const batchId = await insertFinished()
    const { id } = await schedule(batchId)
    await sweepSchedules()
    expect(await runsOf(id)).toHaveLength(0)
    await makeDue(id)
    await Promise.all([sweepSchedules(), sweepSchedules(), sweepSchedules()])
    const [run, ...more] = await runsOf(id)
    expect(more).toEqual([])
    expect(run).toMatchObject({ state: 'running', started_by: finance.id, reason: 'FIN-9 until settled' })

    const rows = await getSql()<{ key: string; n: number }[]>`
      select concat_ws(' ', n.state, n.status, n.reused, o.state, o.status, o.outcome) as key, count(*)::int as n
      from batch_item n join batch_item o on o.batch_id = ${batchId} and o.ordinal = n.ordinal
        and o.cells = n.cells and o.line = n.line and o.input is not distinct from n.input
        and o.duplicate_of is not distinct from n.duplicate_of
        and (n.state = 'waiting' or n.lookup_id is not distinct from o.lookup_id)
      where n.batch_id = ${run?.id ?? ''} group by 1`
    expect(Object.fromEntries(rows.map(({ key, n }) => [key, n]))).toEqual({
      'invalid f invalid': 4,
      'duplicate f duplicate': 6,
      'waiting f done fault': 2,
      'waiting f done interrupted': 2,
      'waiting f done absent': 8,
      'waiting f done pending answered': 10,
      'done declined t done declined answered': 4,
      'done succeeded t done succeeded answered': 164,
    })
    expect(await kindsOf(id)).toEqual(['batch.scheduled', 'batch.schedule_ran'])
    expect(await find(id)).toMatchObject({ runs: 1, latestId: run?.id, endedAt: null })
    expect(Date.parse((await find(id)).nextAt ?? '')).toBeGreaterThan(Date.now() + 5 * 3_600_000)
  })

  it('is not overtaken by itself, and ends when every row is final', async () => {
    const { id } = await schedule(await insertFinished())
    await makeDue(id)
    await sweepSchedules()
    await makeDue(id)
    await sweepSchedules()
    const [run] = await runsOf(id)
    expect(await runsOf(id)).toHaveLength(1)
    await owner`update batch_item set state = 'done', outcome = 'answered', status = 'succeeded', final = true
      where batch_id = ${run?.id ?? ''} and state = 'waiting'`
    await owner`update batch set state = 'finished', finished_at = now() where id = ${run?.id ?? ''}`
    await Promise.all([sweepSchedules(), sweepSchedules()])
    expect(await find(id)).toMatchObject({ endedWhy: 'Every row is final.', nextAt: null })
    expect(await kindsOf(id)).toEqual(['batch.scheduled', 'batch.schedule_ran', 'batch.schedule_ended'])
  })

  it('ends when its run was cancelled, after a month, and with the rights of who made it', async () => {
    const cancelled = await schedule(await insertFinished())
    await makeDue(cancelled.id)
    await sweepSchedules()
    await owner`update batch set state = 'cancelled' where schedule_id = ${cancelled.id}`
    const old = await schedule(await insertFinished())
    await owner`update batch_schedule set made_at = now() - interval '31 days' where id = ${old.id}`
    await makeDue(old.id)
    const gone = await schedule(await insertFinished(), actorOf('finance', 'nobody-any-more'))
    await makeDue(gone.id)
    await sweepSchedules()
    expect((await find(cancelled.id)).endedWhy).toBe('Its last run was cancelled.')
    expect((await find(old.id)).endedWhy).toBe('It ran for 30 days, and 22 rows are not final.')
    expect((await find(gone.id)).endedWhy).toBe('Who made it may run no batches any more.')
    expect(await runsOf(gone.id)).toHaveLength(0)
  })

  it('goes on for a person who still may', async () => {
    await owner`insert into person (id, name, email, role, email_verified) values
      ('per-1', 'Fin', 'fin@example.test', 'finance', true)`
    const { id } = await schedule(await insertFinished(), actorOf('finance', 'per-1'))
    await makeDue(id)
    await sweepSchedules()
    expect(await runsOf(id)).toHaveLength(1)
    expect(await listSchedules(finance, (await runsOf(id))[0]?.id)).toMatchObject([{ id, madeByName: 'Fin' }])
  })

  it('can be ended by hand, once', async () => {
    const { id } = await schedule(await insertFinished())
    await endSchedule(finance, id)
    await expect(endSchedule(finance, id)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
    await makeDue(id)
    await sweepSchedules()
    expect(await find(id)).toMatchObject({ endedWhy: 'Ended by hand by test-finance.', runs: 0 })
  })

  it('is one for a list at a time, and none for a list that was not started', async () => {
    const batchId = await insertFinished()
    await schedule(batchId)
    await expect(schedule(batchId)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
    const ready = await insertBatch(owner, { state: 'ready', rows: 10 })
    await expect(schedule(ready)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
    await expect(schedule('0198f000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      problem: { kind: 'not_found' },
    })
    await expect(scheduleBatch(finance, { batchId, everyHours: 1, reason: ' ' })).rejects.toMatchObject({
      problem: { kind: 'invalid' },
    })
  })

  it('of more than ten thousand rows is a second person’s to make', async () => {
    const large = await insertBatch(owner, { state: 'running', rows: 40_000, by: 'mia' })
    await expect(schedule(large, actorOf('finance'))).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'action.approve' },
    })
    await expect(schedule(large, actorOf('manager', 'mia'))).rejects.toMatchObject({
      problem: { kind: 'conflict' },
    })
    await schedule(large, actorOf('manager'))
  })

  it('is none for a list that holds session tokens', async () => {
    const batchId = await insertFinished()
    await owner`update batch_item set connection_id = 'fantasy-demo', input = '{"token": "[masked:12345678]"}'
      where batch_id = ${batchId} and ordinal = 50`
    await expect(schedule(batchId)).rejects.toMatchObject({
      problem: { message: expect.stringContaining('session tokens') },
    })
  })

  it('is for who may run batches', async () => {
    const batchId = await insertFinished()
    await expect(schedule(batchId, actorOf('support'))).rejects.toMatchObject({ problem: { kind: 'denied' } })
    await expect(listSchedules(actorOf('support'))).rejects.toMatchObject({ problem: { kind: 'denied' } })
    await expect(endSchedule(actorOf('admin'), batchId)).rejects.toMatchObject({
      problem: { kind: 'denied' },
    })
  })
})

import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { preflight } from './preflight.ts'
import { receiveEvents } from './receive-events.ts'
import { receiveLookups } from './receive-lookups.ts'
import { findBatch } from './view.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const manager = actorOf('manager')

/** Waits for what goes on when the answer has been given. */
async function whole(begin: (outlive: (work: Promise<void>) => void) => Promise<{ readonly id: string }>) {
  const works: Promise<void>[] = []
  const { id } = await begin((work) => void works.push(work))
  await Promise.all(works)
  return id
}
const itemsOf = (id: string) =>
  getSql()<{ connection_id: string; input: unknown; state: string; cells: readonly string[] }[]>`
    select connection_id, input, state, cells from batch_item where batch_id = ${id} order by ordinal`
const eventsOf = (batchId: string) =>
  getSql()`select kind, convert_from(canon, 'UTF8')::jsonb -> 'details' as details from audit.event
           where object_id = ${batchId}`

async function askOnce(transactionId: string) {
  const questions = [{ connection: 'fizzy-demo', input: { transactionId } }]
  const { settled } = await ask(manager, { questions, reason: null, origin: 'desk' })
  await settled
}

it('makes a batch of the look-ups that a filter finds, each question once, without what is secret', async () => {
  const questions = [
    { connection: 'fizzy-demo', input: { transactionId: 'sc-ok-007' } },
    { connection: 'gr8-demo', input: { transactionId: '1e5', playerId: 'p-1' } },
    { connection: 'oneforbet-demo', input: { username: 'bob', currency: 'THB', sessionToken: 'a secret' } },
    { connection: 'fizzy-demo', input: { transactionId: 'sc-ok-007' } },
  ]
  const asked = await ask(manager, { questions, reason: null, origin: 'desk' })
  await asked.settled
  const filter = { request: asked.requestId, by: 'me' }
  const id = await whole((outlive) => receiveLookups(manager, filter, outlive))
  const items = await itemsOf(id)
  expect(items.map(({ cells: _, ...item }) => item)).toEqual([
    { connection_id: 'fizzy-demo', input: { transactionId: 'sc-ok-007' }, state: 'waiting' },
    { connection_id: 'gr8-demo', input: { transactionId: '1e5', playerId: 'p-1' }, state: 'waiting' },
    { connection_id: 'oneforbet-demo', input: { username: 'bob', currency: 'THB' }, state: 'waiting' },
  ])
  const { columns, toAsk } = await preflight(manager, id, null)
  expect(toAsk).toBe(3)
  expect(columns.slice(0, 5)).toEqual([
    'transaction_id',
    'connection',
    'status_before',
    'asked_before_utc',
    'asked_before_by',
  ])
  expect(columns.filter((name) => name.toLowerCase().replace('_', '') === 'transactionid')).toHaveLength(1)
  const [status, at, by] = items[0]?.cells.slice(2) ?? []
  expect({ status, by }).toEqual({ status: 'succeeded', by: manager.id })
  expect(Date.parse(at ?? '')).toBeLessThanOrEqual(Date.now())
  expect(items[0]?.cells.join()).not.toContain('a secret')
  expect(await eventsOf(id)).toEqual([
    {
      kind: 'batch.created',
      details: { source: 'filter', rows: '3', bytes: '0', sha256: null, filter },
    },
  ])
})

it('goes beyond one page of look-ups, and reads no question twice', async () => {
  await getSql()`
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, origin, asked_by,
      asked_at, deadline_at)
    select uuidv7(), gen_random_uuid(), 0, gen_random_uuid(), 'fizzy-demo', 'fizzy-bubbly',
      jsonb_build_object('transactionId', 'many-' || n % 1500), 'many-' || n % 1500, 'api', 'somebody', now(), now()
    from generate_series(1, 2600) n`
  const id = await whole((outlive) => receiveLookups(manager, { by: 'somebody' }, outlive))
  expect(await preflight(manager, id, null)).toMatchObject({ rows: 1500, toAsk: 1500, duplicates: 0 })
})

it('makes a batch of the transactions that events name, and records that the audit was read', async () => {
  await askOnce('sc-ok-named')
  await recordEvent(manager, { kind: 'batch.paused', batchId: '0198f000-0000-7000-8000-000000000000' })
  const id = await whole((outlive) => receiveEvents(manager, { transactionId: 'sc-ok-named' }, outlive))
  const items = await itemsOf(id)
  expect(items).toMatchObject([{ connection_id: 'fizzy-demo', input: { transactionId: 'sc-ok-named' } }])
  const [status, , by, kind, , who] = items[0]?.cells.slice(2) ?? []
  expect([status, by, kind, who]).toEqual(['succeeded', manager.id, 'lookup.outcome', manager.id])
  const searched = await getSql()`
    select convert_from(canon, 'UTF8')::jsonb -> 'details' as details from audit.event
    where kind = 'audit.searched' order by id desc limit 1`
  expect(searched).toEqual([{ details: { filter: { transactionId: 'sc-ok-named' }, rows: '2' } }])
  const none = await whole((outlive) => receiveEvents(manager, { kind: 'batch.paused' }, outlive))
  expect(await findBatch(manager, none)).toMatchObject({
    state: 'refused',
    refusal: 'No event that this filter finds names a transaction that was asked about.',
  })
})

it('refuses a filter that finds nothing in words', async () => {
  const id = await whole((outlive) => receiveLookups(manager, { transactionId: 'never' }, outlive))
  expect(await findBatch(manager, id)).toMatchObject({
    state: 'refused',
    name: 'Look-ups transactionId:never',
    refusal: 'This filter finds no look-up.',
  })
})

it('reaches no further than who asks may', async () => {
  const outlive = () => {}
  const denied = (capability: string) => ({ problem: { kind: 'denied', capability } })
  const finance = actorOf('finance')
  await expect(receiveLookups(finance, { by: 'somebody' }, outlive)).rejects.toMatchObject(
    denied('audit.read'),
  )
  await expect(receiveLookups(actorOf('support'), { by: 'me' }, outlive)).rejects.toMatchObject(
    denied('batch.run'),
  )
  await expect(receiveEvents(finance, {}, outlive)).rejects.toMatchObject(denied('audit.read'))
})

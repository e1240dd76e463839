import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import type { AuditFilter } from './filter.ts'
import { findEvent } from './find.ts'
import { searchAudit } from './list.ts'
import { findIdBounds } from './period.ts'
import { composeRead, composeWhere } from './search-store.ts'
import { fillAudit } from './testing/fill-audit.ts'

const manager = actorOf('manager')
const support = actorOf('support', 'person-7')

beforeAll(async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  await fillAudit(owner)
  await owner.end()
})

/**
 * What the executor did, so that it is the work that is judged and not an estimate. The limit is of 8 kB blocks:
 * the table has 3,000 and more, and a page of 20 reads 60 rows at most where one index finds them.
 */
describe('reads a page from indexes, whatever is asked', () => {
  const day = { from: '2026-08-01T00:00:00Z', to: '2026-08-02T00:00:00Z' }
  const month = { from: '2026-08-01T00:00:00Z', to: '2026-09-01T00:00:00Z' }
  const filters: readonly (readonly [string, AuditFilter])[] = [
    ['everything', {}],
    ['everybody’s but the desk’s own', { by: 'people' }],
    ['a busy person', { by: 'person-busy' }],
    ['a person who left', { by: 'person-left' }],
    ['a person who did one thing', { by: 'person-new' }],
    ['nobody we know', { by: 'person-unknown' }],
    ['one’s own', { by: 'me' }],
    ['a transaction', { transactionId: 'tx-20000' }],
    ['a player', { playerId: 'player-77' }],
    ['a player often looked at', { playerId: 'player-often' }],
    ['a connection', { connection: 'gr8-main' }],
    ['a connection that is no more', { connection: 'retired' }],
    ['a connection seldom asked', { connection: 'seldom' }],
    ['a connection there never was', { connection: 'nowhere' }],
    ['a common kind', { kind: 'lookup.intent' }],
    ['a kind that happened twice', { kind: 'payload.copied' }],
    ['a kind that never happened', { kind: 'user.created' }],
    ['refusals', { result: 'denied' }],
    ['failures', { result: 'failed' }],
    ['what went well', { result: 'ok' }],
    ['what nobody knows the end of', { result: 'unknown' }],
    ['a reason given three times, long ago', { reason: 'ticket 7' }],
    ['an address seen twice', { ip: '192.0.2.9' }],
    ['an address never seen', { ip: '203.0.113.1' }],
    ['an object never touched', { object: 'lookup:nothing' }],
    ['a day', day],
    ['a time to come', { from: '2030-01-01T00:00:00Z' }],
    ['a time long past', { to: '2020-01-01T00:00:00Z' }],
    ['a person’s month', { by: 'person-7', ...month }],
    ['refusals of a month', { result: 'denied', ...month }],
    ['a connection on a day', { connection: 'fizzy-main', ...day }],
    ['what people did on a day', { by: 'people', ...day }],
    ['a player’s payloads opened', { playerId: 'player-often', kind: 'payload.opened' }],
    ['a busy person’s refusals', { by: 'person-busy', result: 'denied' }],
  ]
  it.each(filters)('%s', async (_, filter) => {
    const first = await searchAudit(manager, filter, 20)
    const pages = [filter, ...(first.nextCursor === null ? [] : [{ ...filter, cursor: first.nextCursor }])]
    for (const page of pages) {
      const plan = await explain(manager, page)
      expect(plan.scans).not.toContain('Seq Scan')
      expect(plan.blocks).toBeLessThan(400)
    }
  })
})

it('gives every event once, the newest first, page by page', async () => {
  const filter: AuditFilter = { result: 'failed', connection: 'fizzy-main' }
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await searchAudit(manager, cursor === null ? filter : { ...filter, cursor }, 99)
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  const rows = await getSql()<{ id: string }[]>`
    select id from audit.event
    where convert_from(canon, 'UTF8')::jsonb ->> 'result' = 'failed'
      and convert_from(canon, 'UTF8')::jsonb #>> '{details,connection_id}' = 'fizzy-main' order by id desc`
  expect(ids).toEqual(rows.map(({ id }) => id))
  expect(ids.length).toBeGreaterThan(200)
})

it('counts what matches, up to a limit', async () => {
  expect((await searchAudit(manager, { kind: 'payload.copied' }, 1)).matched).toBe(2)
  expect((await searchAudit(manager, {}, 1)).matched).toBe(10_001)
})

it('takes a period from its first moment to before its last', async () => {
  const { data } = await searchAudit(
    manager,
    { from: '2026-10-31T12:00:00Z', to: '2026-10-31T12:06:00+00:00' },
    10,
  )
  expect(data.map(({ recordedAt }) => recordedAt)).toEqual([
    '2026-10-31T12:03:00.000000Z',
    '2026-10-31T12:00:00.000000Z',
  ])
})

it('records each search with its filter, and does not show it its own', async () => {
  const mine = { by: 'me', kind: 'audit.searched', reason: 'none' } as const
  const before = await searchAudit(manager, { by: 'me', kind: 'audit.searched' }, 1)
  expect((await searchAudit(manager, mine, 20)).data).toEqual([])
  const { data } = await searchAudit(manager, { by: 'me', kind: 'audit.searched' }, 1)
  expect(data[0]?.id).not.toBe(before.data[0]?.id)
  expect(data[0]?.members.get('details.filter.reason')).toBe('none')
  expect(data[0]?.members.get('details.rows')).toBe('0')
})

it('finds a search for a player among what was done about that player', async () => {
  await searchAudit(manager, { playerId: 'player-77' }, 20)
  const { data } = await searchAudit(manager, { playerId: 'player-77' }, 1)
  expect(data[0]).toMatchObject({ kind: 'audit.searched', actorId: manager.id })
})

describe('shows who may not read everyone’s', () => {
  const denied = { problem: { kind: 'denied', capability: 'audit.read' } }

  it('their own', async () => {
    const { data } = await searchAudit(support, { by: 'me' }, 50)
    expect(new Set(data.map(({ actorId }) => actorId))).toEqual(new Set(['person-7']))
    expect(await findEvent(support, data[0]?.id ?? '')).toMatchObject({ actorId: 'person-7' })
  })

  it('nothing of somebody else, neither in a list nor beside it nor alone', async () => {
    const [other] = (await searchAudit(manager, { by: 'person-8' }, 1)).data
    await expect(searchAudit(support, {}, 50)).rejects.toMatchObject(denied)
    await expect(searchAudit(support, { by: 'person-8' }, 50)).rejects.toMatchObject(denied)
    await expect(searchAudit(support, { playerId: 'player-77' }, 50)).rejects.toMatchObject(denied)
    await expect(searchAudit(support, { by: 'me' }, 50, other?.id)).rejects.toMatchObject(denied)
    await expect(findEvent(support, other?.id ?? '')).rejects.toMatchObject(denied)
  })
})

it('finds one event, and none where there is none', async () => {
  const [event] = (await searchAudit(manager, { reason: 'ticket 7' }, 1)).data
  const found = await findEvent(manager, event?.id ?? '')
  expect(found?.members.get('details.connection_id')).toBe('retired')
  expect(await findEvent(manager, '999999999999')).toBeNull()
  expect(await findEvent(manager, '1 or 1=1')).toBeNull()
})

const planNode = z.object({
  'Node Type': z.string(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const explained = z.tuple([
  z.object({ Plan: planNode.extend({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
])

/** By which kinds of steps a page was read, and how many blocks were touched. */
async function explain(actor: Actor, filter: AuditFilter) {
  const query = composeRead(composeWhere(actor, filter, await findIdBounds(filter)), 21)
  const [row] = await getSql()`explain (analyze, buffers, format json) ${query}`
  const [{ Plan: top }] = explained.parse(row?.['QUERY PLAN'])
  return {
    scans: list(top).map((node) => node['Node Type']),
    blocks: top['Shared Hit Blocks'] + top['Shared Read Blocks'],
  }
}

function list(node: z.output<typeof planNode>): readonly z.output<typeof planNode>[] {
  return [node, ...(node.Plans ?? []).flatMap(list)]
}

import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getSql } from '#db/client.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { composeList, type LookupFilter, listLookups } from './list.ts'
import { composeRead } from './read.ts'
import { actorOf } from './testing/desk.ts'
import { fillHistory } from './testing/fill-history.ts'

const manager = actorOf('manager')
const support = actorOf('support', 'person-7')

beforeAll(async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  await fillHistory(owner)
  await owner.end()
})

/**
 * What the executor did, so that it is the work that is judged and not an estimate. The limit is of 8 kB blocks:
 * a page of 20 costs up to 300, a walk through either table 1,000 and more.
 */
describe('reads a page from indexes, whatever is asked', () => {
  const filters: readonly (readonly [string, LookupFilter])[] = [
    ['everything', {}],
    ['a busy person', { by: 'person-busy' }],
    ['a person who left', { by: 'person-left' }],
    ['a person who asked once', { by: 'person-new' }],
    ['nobody we know', { by: 'person-unknown' }],
    ['a transaction', { transactionId: 'tx-20000' }],
    ['a transaction asked about 600 times', { transactionId: 'tx-often' }],
    ['a player', { playerId: 'player-77' }],
    ['a player asked about 300 times', { playerId: 'player-often' }],
    ['a connection', { connection: 'gr8-main' }],
    ['a connection that is no more', { connection: 'retired' }],
    ['a connection seldom asked', { connection: 'seldom' }],
    ['a common status', { status: 'succeeded' }],
    ['a status told twice', { status: 'timed_out' }],
    ['a status not told lately', { status: 'rolled_back' }],
    ['a status never told', { status: 'unknown' }],
    ['a rare outcome', { outcome: 'interrupted' }],
    ['a status told twice, by a busy person', { status: 'timed_out', by: 'person-busy' }],
    ['a status told twice, by a connection', { status: 'timed_out', connection: 'gr8-main' }],
    ['a status not told lately, by a busy person', { status: 'rolled_back', by: 'person-busy' }],
    ['a status of a connection that is no more', { status: 'pending', connection: 'retired' }],
    ['an outcome by a person', { outcome: 'fault', by: 'person-7' }],
    ['a day', { from: '2026-08-01T00:00:00Z', to: '2026-08-02T00:00:00Z' }],
    ['a status on a day', { status: 'pending', from: '2026-08-01T00:00:00Z', to: '2026-08-02T00:00:00Z' }],
    ['a person on a day', { by: 'person-7', from: '2026-08-01T00:00:00Z', to: '2026-08-02T00:00:00Z' }],
  ]
  it.each(filters)('%s', async (_, filter) => {
    const first = await listLookups(manager, filter, 20)
    const pages = [filter, ...(first.nextCursor === null ? [] : [{ ...filter, cursor: first.nextCursor }])]
    for (const page of pages) {
      const plan = await explain(page)
      expect(plan.scanned).toEqual([])
      expect(plan.blocks).toBeLessThan(400)
    }
  })
})

it('gives every look-up once, the newest first, page by page', async () => {
  const filter: LookupFilter = { connection: 'gr8-main', status: 'pending' }
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await listLookups(manager, cursor === null ? filter : { ...filter, cursor }, 499)
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  const rows = await getSql()<{ id: string }[]>`
    select l.id from lookup l join lookup_outcome o on o.lookup_id = l.id
    where l.connection_id = 'gr8-main' and o.status = 'pending' order by l.asked_at desc`
  expect(ids).toEqual(rows.map(({ id }) => id))
})

it('holds what has no outcome yet', async () => {
  const { data } = await listLookups(manager, {}, 11)
  expect(data.map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 10 }, () => null), 'absent'])
})

it('counts a period from its first moment to before its last', async () => {
  const period = { from: '2026-10-31T12:00:00Z', to: '2026-10-31T12:06:00+00:00' }
  const { data } = await listLookups(manager, period, 10)
  expect(data.map(({ askedAt }) => askedAt)).toEqual(['2026-10-31T12:03:00.000Z', '2026-10-31T12:00:00.000Z'])
})

it('takes times of any century', async () => {
  const { data } = await listLookups(manager, { from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' }, 1)
  expect(data).toHaveLength(1)
  expect(await listLookups(manager, { to: '1900-01-01T00:00:00Z' }, 1)).toEqual({
    data: [],
    nextCursor: null,
  })
})

describe('shows who may not read everyone’s', () => {
  it('their own, where nobody is named', async () => {
    const { data } = await listLookups(support, {}, 50)
    expect(new Set(data.map(({ askedBy }) => askedBy))).toEqual(new Set(['person-7']))
  })

  it('everyone’s of a transaction', async () => {
    const { data } = await listLookups(support, { transactionId: 'tx-often' }, 50)
    expect(new Set(data.map(({ askedBy }) => askedBy))).toEqual(new Set(['person-busy']))
  })

  it('nothing of somebody else', async () => {
    await expect(listLookups(support, { by: 'person-8' }, 50)).rejects.toThrow(ProblemError)
    await expect(listLookups(support, { by: 'person-8' }, 50)).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'audit.read' },
    })
  })

  it('nothing at all, being an administrator', async () => {
    await expect(listLookups(actorOf('admin'), {}, 50)).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'history.own' },
    })
  })
})

/** The tables of which this database holds more than a handful of rows. */
const large: ReadonlySet<string | undefined> = new Set(['lookup', 'lookup_outcome'])

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const explained = z.tuple([
  z.object({ Plan: planNode.extend({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
])

/** Which tables of the record were read from end to end, and how many blocks were touched. */
async function explain(filter: LookupFilter) {
  const { sql, params } = composeRead(composeList(manager, filter, 20)).toSQL()
  const [row] = await getSql().unsafe(
    `explain (analyze, buffers, format json) ${sql}`,
    params.map((param) => String(param)),
  )
  const [{ Plan: top }] = explained.parse(row?.['QUERY PLAN'])
  const scanned = list(top).filter(
    (node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name']),
  )
  return { scanned, blocks: top['Shared Hit Blocks'] + top['Shared Read Blocks'] }
}

function list(node: z.output<typeof planNode>): readonly z.output<typeof planNode>[] {
  return [node, ...(node.Plans ?? []).flatMap(list)]
}

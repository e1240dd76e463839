import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { getSql } from '#db/client.ts'
import type { PendingFilter } from './filter.ts'
import { composePage, readOpen } from './store.ts'

const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(() => owner.end())

/** Every thirtieth of 120,000 look-ups of three months was told to be pending, and a third of those settled since. */
beforeAll(async () => {
  await owner.unsafe(`
    create temporary table asked as
    select n, at, (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5('a' || n), 1, 3)
        || '8' || substr(md5('b' || n), 1, 15))::uuid as id,
      case when n % 30 = 0 or n % 90 = 1 then 'open-' || n / 30 else 'tx-' || n end as tx
    from (select n, now() - (120000 - n) * interval '1 minute' as at from generate_series(1, 120000) n) made;
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, origin, asked_by,
      asked_at, deadline_at)
    select id, id, 0, id, case when n / 30 % 2 = 0 then 'fizzy-main' else 'gr8-main' end, 'x', '{}', tx, 'desk',
      'person-' || n % 30, at, at from asked order by n;
    insert into lookup_outcome (id, lookup_id, answered_at, duration_ms, outcome, status, final, amounts, balances, notices,
      exchange_ids)
    select gen_random_uuid(), id, at, 1, 'answered', case when n % 30 = 0 then 'pending' else 'succeeded' end, n % 30 <> 0,
      jsonb_build_array(jsonb_build_object('kind', 'total', 'amount', '0.1', 'currency', (array['EUR', 'USD'])[1 + n / 30 % 2])),
      '[]', '[]', '{}' from asked order by n;
    drop table asked`)
  // As autovacuum would, so that the planner knows what is there.
  await owner`vacuum analyze lookup, lookup_outcome`
}, 300_000)

const filters: readonly (readonly [string, PendingFilter])[] = [
  ['everything', {}],
  ['a connection', { connection: 'gr8-main' }],
  ['a currency of an age', { currency: 'EUR', age: '>3d' }],
  ['a status of a year, the newest first', { status: 'pending', asked: '1y', order: 'newest' }],
  ['a day', { asked: '1d' }],
]

it.each(filters)(
  'reads %s from indexes, after what is open and not after what there is',
  async (_, filter) => {
    const first = await readOpen(filter, 20)
    expect(first.count).toBeGreaterThan(10)
    const last = first.rows.at(-1)
    for (const page of [filter, { ...filter, cursor: `${last?.since}_${last?.id}` }]) {
      const [row] = await getSql()`explain (analyze, buffers, format json) ${composePage(page, 51)}`
      const [{ Plan: top }] = explained.parse(row?.['QUERY PLAN'])
      const nodes = list(top)
      expect(
        nodes.filter((node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name'])),
      ).toEqual([])
      expect(nodes.map((node) => node['Index Name'])).toContain('lookup_outcome_open')
      // 4,000 were open once: a walk through the tables is 6,000 blocks more.
      expect(top['Shared Hit Blocks'] + top['Shared Read Blocks']).toBeLessThan(4_000 * 20)
    }
  },
)

it('knows how many are open, and how much', async () => {
  const { count, lines } = await readOpen({}, 1)
  expect(lines.reduce((sum, { rows }) => sum + rows, 0)).toBe(count)
  const [known] = await getSql()<{ count: number }[]>`
    select count(*)::int from (
      select distinct on (l.connection_id, l.transaction_id) o.final from lookup l join lookup_outcome o on o.lookup_id = l.id
      order by l.connection_id, l.transaction_id, l.id desc) newest where not final`
  expect(count).toBe(known?.count)
  expect(lines.map(({ sums }) => sums)).toEqual(
    lines.map(({ rows }) => [{ kind: 'total', rows, amount: (rows / 10).toFixed(1) }]),
  )
})

/** The tables of which this database holds more than a handful of rows. */
const large: ReadonlySet<string | undefined> = new Set(['lookup', 'lookup_outcome'])

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const explained = z.tuple([
  z.object({ Plan: planNode.extend({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
])

function list(node: z.output<typeof planNode>): readonly z.output<typeof planNode>[] {
  return [node, ...(node.Plans ?? []).flatMap(list)]
}

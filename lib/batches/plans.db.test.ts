import { expect, it } from 'vitest'
import postgres from 'postgres'
import { newTimeId } from '#lib/time-id.ts'

const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })

async function plan(query: postgres.PendingQuery<postgres.Row[]>): Promise<string> {
  const rows = await owner`explain (analyze, buffers) ${query}`
  return rows.map((row) => String(row['QUERY PLAN'])).join('\n')
}

it('claims and looks for open work read little of 100,000 rows', { timeout: 120_000 }, async () => {
  const id = newTimeId()
  await owner`insert into batch (id, state, name, source, created_by) values (${id}, 'running', 'x', 'api', 'x')`
  await owner`
    insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, state, outcome, status, ready_at)
    select ${id}, n, n, '[]', 'gr8-demo', '{}', 'tx-' || n, case when n < 60000 then 'done' else 'waiting' end,
      case when n < 60000 then 'answered' end, case when n < 60000 then 'succeeded' end,
      case when n % 100 = 0 then now() + interval '1 hour' end
    from generate_series(0, 99999) n`
  await owner`vacuum analyze batch_item`
  const claim = await plan(owner`
    select ordinal from batch_item
    where batch_id = ${id} and connection_id = 'gr8-demo' and state = 'waiting' and coalesce(ready_at, '-infinity') <= now()
    order by coalesce(ready_at, '-infinity'), ordinal limit 100 for update skip locked`)
  expect(claim).toContain('batch_item_to_claim')
  expect(claim).not.toMatch(/Seq Scan|Sort/)
  const open = await plan(owner`
    select from batch b where exists (select from batch_item i where i.batch_id = b.id and i.connection_id = 'gr8-demo'
      and i.state = 'waiting' and coalesce(i.ready_at, '-infinity') <= now())`)
  expect(open).toContain('batch_item_to_claim')
  const claimed = await plan(
    owner`select distinct batch_id, connection_id, lane from batch_item where state = 'claimed'`,
  )
  expect(claimed).toContain('batch_item_claimed')
  await owner.end()
})

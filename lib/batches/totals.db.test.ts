import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { equalDecimals, sumDecimals } from '#lib/money/decimal.ts'
import { answerBatch } from './testing/answer-batch.ts'
import { insertBatch } from './testing/insert-batch.ts'
import { readTotals } from './totals.ts'

const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(() => owner.end())

it('adds up exactly, by connection, status and currency, and no duplicate twice', async () => {
  const id = await insertBatch(owner, { state: 'finished', rows: 1_000 })
  await answerBatch(owner, id, {
    amount: `case when i.ordinal % 7 = 0 then '1e-3' else '9007199254740993.' || i.ordinal end`,
    currency: `(array['EUR', 'USD', null])[1 + i.ordinal % 3]`,
  })
  const { statuses, amounts } = await readTotals(actorOf('finance'), id)
  const rows = await getSql()<{ key: string; amount: string }[]>`
    select concat_ws(' ', i.connection_id, o.status, coalesce(o.amounts -> 0 ->> 'currency', 'none')) as key,
      o.amounts -> 0 ->> 'amount' as amount
    from batch_item i join lookup_outcome o on o.lookup_id = i.lookup_id where batch_id = ${id} and o.outcome = 'answered'`
  const groups = Map.groupBy(rows, ({ key }) => key)
  expect(amounts).toHaveLength(groups.size)
  for (const { connection, status, kind, currency, rows: count, amount } of amounts) {
    const group = groups.get(`${connection} ${status} ${currency ?? 'none'}`) ?? []
    expect(kind).toBe('total')
    expect(count).toBe(group.length)
    expect(equalDecimals(amount, sumDecimals(group.map((row) => row.amount)))).toBe(true)
  }
  expect(statuses.reduce((sum, one) => sum + one.rows, 0)).toBe(rows.length)
})

it('is for who may read totals', async () => {
  await expect(readTotals(actorOf('support'), 'x')).rejects.toMatchObject({
    problem: { kind: 'denied', capability: 'totals.read' },
  })
})

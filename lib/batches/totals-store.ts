import { getSql } from '#db/client.ts'
import type { AmountKind, Status } from '#lib/providers/vocabulary.ts'

/** Rows of a batch at one connection that were answered with one status, and one currency's money in them. */
export interface TotalRow {
  readonly connection: string
  readonly status: Status
  readonly kind: AmountKind
  /** As sent; null when the provider told none. */
  readonly currency: string | null
  /** How many rows told such an amount. */
  readonly rows: number
  /** The exact sum, decimal text. */
  readonly amount: string
}

export interface StatusRow {
  readonly connection: string
  readonly status: Status
  readonly rows: number
  /** Of them, how many told no amount at all. */
  readonly withoutAmount: number
}

/**
 * Adds up what was answered; numeric of Postgres is exact. A duplicate is not added to its first.
 */
export async function sumAmounts(batchId: string): Promise<readonly TotalRow[]> {
  return getSql()<TotalRow[]>`
    select i.connection_id as connection, o.status, a.kind, a.currency,
      count(distinct i.ordinal)::int as rows, sum(a.amount)::text as amount
    from batch_item i
    join lookup_outcome o on o.lookup_id = i.lookup_id and not o.late and o.outcome = 'answered'
    cross join told_amounts(o.amounts) a
    where i.batch_id = ${batchId} and i.state = 'done' and i.outcome = 'answered'
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`
}

/** Counts what was answered, by connection and status. */
export async function countStatuses(batchId: string): Promise<readonly StatusRow[]> {
  return getSql()<StatusRow[]>`
    select i.connection_id as connection, o.status, count(*)::int as rows,
      (count(*) filter (where o.amounts = '[]'))::int as "withoutAmount"
    from batch_item i
    join lookup_outcome o on o.lookup_id = i.lookup_id and not o.late and o.outcome = 'answered'
    where i.batch_id = ${batchId} and i.state = 'done' and i.outcome = 'answered'
    group by 1, 2 order by 1, 2`
}

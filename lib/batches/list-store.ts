import type { Fragment } from 'postgres'
import { getSql } from '#db/client.ts'
import { type BatchRow, batchColumns } from './view-store.ts'

/** A batch of a list, with the counts that its line shows. */
export interface ListedRow extends BatchRow {
  readonly rows: number
  readonly invalid: number
  readonly duplicates: number
  readonly open: number
  readonly cancelled: number
  readonly faults: number
}

/** By what a list of batches is narrowed; null narrows nothing. */
export interface ListNarrowing {
  readonly state: string | null
  readonly by: string | null
  readonly before: string | null
}

/** Batches, the newest first. */
export async function readBatches(narrowing: ListNarrowing, limit: number): Promise<readonly ListedRow[]> {
  return getSql()<ListedRow[]>`${composeBatches(narrowing, limit)}`
}

/**
 * The query of a list. Each count walks only what it counts: the rows of a batch are one more than the last
 * ordinal, and what is not open, invalid, a duplicate or a fault is done.
 */
export function composeBatches({ state, by, before }: ListNarrowing, limit: number): Fragment {
  const sql = getSql()
  const count = (which: Fragment) =>
    sql`(select count(*)::int from batch_item i where i.batch_id = b.id and ${which})`
  return sql`
    select b.*,
      coalesce((select max(i.ordinal) + 1 from batch_item i where i.batch_id = b.id), 0) as rows,
      ${count(sql`i.state = 'invalid'`)} as invalid,
      ${count(sql`i.state = 'duplicate'`)} as duplicates,
      ${count(sql`i.state in ('waiting', 'claimed')`)} as open,
      ${count(sql`i.state = 'cancelled'`)} as cancelled,
      ${count(sql`i.state = 'done' and i.outcome in ('fault', 'interrupted')`)} as faults
    from (
      select ${batchColumns()} from batch b
      where ${state === null ? sql`true` : sql`b.state = ${state}`}
        and ${by === null ? sql`true` : sql`b.created_by = ${by}`}
        and ${before === null ? sql`true` : sql`b.id < ${before}`}
      order by b.id desc limit ${limit}) b
    order by b.id desc`
}

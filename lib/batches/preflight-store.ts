import { getSql } from '#db/client.ts'
import { arrayLiteral } from '#db/array.ts'

/** Rows of a batch in one state at one connection. */
export interface StateCount {
  readonly state: string
  readonly connection: string | null
  readonly rows: number
}

/** The rows of a batch by state and connection, from an index alone. */
export async function countByState(batchId: string): Promise<readonly StateCount[]> {
  return getSql()<StateCount[]>`
    select state, connection_id as connection, count(*)::int as rows from batch_item
    where batch_id = ${batchId} group by 1, 2`
}

/** How long connections took lately, by connection: the median of their last look-ups, in milliseconds. */
export async function readTypicalMs(connections: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await getSql()<{ id: string; ms: number }[]>`
    select c.id, typical.ms from unnest(${arrayLiteral(connections)}::text[]) as c (id)
    cross join lateral (
      select percentile_cont(0.5) within group (order by duration_ms) as ms from (
        select o.duration_ms from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
        where l.connection_id = c.id and o.outcome in ('answered', 'absent') order by l.id desc limit 200) lately) typical
    where typical.ms is not null`
  return new Map(rows.map(({ id, ms }) => [id, ms]))
}

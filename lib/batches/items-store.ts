import type { Fragment } from 'postgres'
import { getSql } from '#db/client.ts'
import type { ItemFilter, ItemView } from './items.ts'

/** Rows of a batch in the order of the file. */
export async function readItems(
  batchId: string,
  filter: ItemFilter,
  limit: number,
): Promise<readonly ItemView[]> {
  return getSql()<ItemView[]>`${composeItems(batchId, filter, limit)}`
}

/** One row of a batch; null when there is none with this ordinal. */
export async function readItem(batchId: string, ordinal: number): Promise<ItemView | null> {
  const sql = getSql()
  const [item] = await sql<ItemView[]>`
    select ${itemColumns()} ${withFirst()} where i.batch_id = ${batchId} and i.ordinal = ${ordinal}`
  return item ?? null
}

/**
 * The query of a page of rows. The ordinals are chosen first, from an index alone: the rows of a state lie side by
 * side in it, and without one the table's own key has the order.
 */
export function composeItems(batchId: string, filter: ItemFilter, limit: number): Fragment {
  const sql = getSql()
  return sql`
    select ${itemColumns()} ${withFirst()}
    where i.batch_id = ${batchId} and i.ordinal in (
      select ordinal from batch_item where batch_id = ${batchId}
        and ordinal > ${filter.cursor ?? -1} and ${narrow(filter)}
      order by ordinal limit ${limit})
    order by i.ordinal`
}

function narrow({ show, connection, transaction }: ItemFilter): Fragment {
  const sql = getSql()
  return sql`${show === undefined ? sql`true` : narrowShown(show)}
    and ${connection === undefined ? sql`true` : sql`connection_id = ${connection}`}
    and ${transaction === undefined ? sql`true` : sql`transaction_id = ${transaction}`}`
}

function narrowShown(show: NonNullable<ItemFilter['show']>): Fragment {
  const sql = getSql()
  switch (show) {
    case 'waiting':
    case 'invalid':
    case 'duplicate':
    case 'cancelled':
      return sql`state = ${show}`
    case 'running':
      return sql`state = 'claimed'`
    case 'absent':
      return sql`state = 'done' and outcome = 'absent'`
    case 'fault':
      return sql`state = 'done' and outcome in ('fault', 'interrupted')`
    default:
      return sql`state = 'done' and outcome = 'answered' and status = ${show}`
  }
}

/** A duplicate shows what its first row shows. */
function itemColumns(): Fragment {
  return getSql()`
    i.ordinal, i.line, i.cells, i.state, i.problems, i.connection_id as connection,
    i.transaction_id as "transactionId", f.line as "duplicateOfLine", s.attempt, s.asked,
    iso(s.ready_at) as "readyAt", s.lookup_id as "lookupId", s.reused, s.state as "shownState", s.outcome, s.status,
    s.absence, s.fault, s.final`
}

function withFirst(): Fragment {
  return getSql()`
    from batch_item i
    left join batch_item f on f.batch_id = i.batch_id and f.ordinal = i.duplicate_of
    cross join lateral (select (coalesce(f, i)).*) s`
}

import type { Sql } from '#db/client.ts'
import { type CopiedRows, copyRows } from './copied-rows.ts'
import { eventColumns, StoredEvent } from './stored-event.ts'

/** How far along the order of events somebody is. */
export interface Position {
  readonly xid: bigint
  readonly id: bigint
}

export const beginning: Position = { xid: 0n, id: 0n }

/**
 * The events after a position in the order of (xid, id), at most so many. Settled ones are those before which no
 * other can still be committed: transactions that began earlier than any that is open.
 */
export async function readEvents(
  sql: Sql,
  after: Position,
  most: number,
  which: 'all' | 'settled',
  onRows: (rows: CopiedRows) => void = () => {},
): Promise<readonly StoredEvent[]> {
  const settled = which === 'settled' ? 'and xid < pg_snapshot_xmin(pg_current_snapshot())' : ''
  const rows = await copyRows(
    sql,
    `select ${eventColumns} from audit.event
     where (xid, id) > ('${after.xid}'::xid8, ${after.id}::bigint) ${settled} order by xid, id limit ${most}`,
  )
  onRows(rows)
  return Array.from({ length: rows.count }, (_, row) => new StoredEvent(rows, row))
}

/** One event by its id; null when it is not there. */
export async function findStoredEvent(sql: Sql, id: bigint): Promise<StoredEvent | null> {
  const [at] = await sql<{ xid: string }[]>`select xid::text from audit.event where id = ${String(id)}`
  if (!at) return null
  const [event] = await readEvents(sql, { xid: BigInt(at.xid), id: id - 1n }, 1, 'all')
  return event ?? null
}

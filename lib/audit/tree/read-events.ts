import type { Sql } from '#db/client.ts'
import type { LeafContent } from './leaf.ts'
import { copyRows } from './copied-rows.ts'

/** Columns of an event that are copies of what stands in its canonical bytes, in the order in which they are read. */
export const copiedColumns = [
  'writer_id',
  'writer_seq',
  'kind',
  'actor_id',
  'object_type',
  'object_id',
  'lookup_id',
  'transaction_id',
  'player_id',
  'result',
  'reason',
  'ip',
  'connection_id',
] as const

/** An event as its row holds it. */
export interface StoredEvent extends LeafContent {
  readonly leafHash: Uint8Array
  /** The values of copiedColumns. */
  readonly copies: readonly (string | null)[]
}

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
): Promise<readonly StoredEvent[]> {
  const settled = which === 'settled' ? 'and xid < pg_snapshot_xmin(pg_current_snapshot())' : ''
  const rows = await copyRows(
    sql,
    `select id, xid, (extract(epoch from recorded_at) * 1000000)::bigint, db_role, canon, mac, payload_sha256, leaf_hash,
       writer_id::text, writer_seq::text, kind, actor_id, object_type, object_id, lookup_id::text, transaction_id,
       player_id, result, reason, ip, connection_id
     from audit.event where (xid, id) > ('${after.xid}'::xid8, ${after.id}::bigint) ${settled}
     order by xid, id limit ${most}`,
  )
  const events: StoredEvent[] = []
  while (rows.nextRow()) {
    events.push({
      id: rows.bigint(),
      xid: rows.bigint(),
      recordedAtMicros: rows.bigint(),
      dbRole: rows.bytes() ?? empty,
      canon: rows.bytes() ?? empty,
      mac: rows.bytes() ?? empty,
      payloadSha256: rows.bytes(),
      leafHash: rows.bytes() ?? empty,
      copies: copiedColumns.map(() => rows.text()),
    })
  }
  return events
}

/** One event by its id; null when it is not there. */
export async function findStoredEvent(sql: Sql, id: bigint): Promise<StoredEvent | null> {
  const [at] = await sql<{ xid: string }[]>`select xid::text from audit.event where id = ${String(id)}`
  if (!at) return null
  const [event] = await readEvents(sql, { xid: BigInt(at.xid), id: id - 1n }, 1, 'all')
  return event ?? null
}

const empty = Buffer.alloc(0)

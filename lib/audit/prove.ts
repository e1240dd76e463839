import { openSql, type Sql } from '#db/client.ts'
import { hashPair } from './tree/leaf.ts'
import { findStoredEvent } from './tree/read-events.ts'

/** That an event stands in the record, for somebody who has nothing but the public key. */
export interface InclusionProof {
  readonly format: 'statusdesk-inclusion-proof-1'
  /** What the leaf is made of; bytes as base64. */
  readonly event: {
    readonly id: string
    readonly recorded_at_micros: string
    readonly canon: string
    readonly mac: string
    readonly payload_sha256: string | null
    readonly xid: string
    readonly db_role: string
  }
  readonly leaf_index: number
  readonly tree_size: number
  /** Hashes beside the way from the leaf to the root (RFC 9162, section 2.1.3), base64. */
  readonly path: readonly string[]
  /** The signed checkpoint that the path leads to. */
  readonly checkpoint: string
}

/**
 * The proof that an event is under the newest checkpoint. Null when there is no such event, and when no checkpoint
 * covers it yet. Reads a few hundred hashes, however large the tree is.
 */
export async function proveEvent(eventId: bigint): Promise<InclusionProof | null> {
  const sql = openSql('statusdesk_app', 2)
  try {
    const event = await findStoredEvent(sql, eventId)
    const [row] = await sql<{ leaf: number; size: number; note: string }[]>`
      select s.leaf_index::float8 as leaf, c.tree_size::float8 as size, c.note from audit.seal s
      join audit.checkpoint c on c.tree_size > s.leaf_index where s.event_id = ${String(eventId)}
      order by c.tree_size desc, c.id desc limit 1`
    if (!event || !row) return null
    const path = await readPath(sql, row.leaf, 0, row.size)
    return {
      format: 'statusdesk-inclusion-proof-1',
      event: {
        id: String(event.id),
        recorded_at_micros: String(event.recordedAtMicros),
        canon: base64(event.canon),
        mac: base64(event.mac),
        payload_sha256: event.payloadSha256 && base64(event.payloadSha256),
        xid: String(event.xid),
        db_role: Buffer.from(event.dbRole).toString('utf8'),
      },
      leaf_index: row.leaf,
      tree_size: row.size,
      path: path.map(base64),
      checkpoint: row.note,
    }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The path of a leaf among those from `start` on, `size` of them: from the leaf upwards. */
async function readPath(sql: Sql, leaf: number, start: number, size: number): Promise<readonly Buffer[]> {
  if (size === 1) return []
  const split = largestPowerBelow(size)
  const isLeft = leaf < start + split
  const below = isLeft
    ? await readPath(sql, leaf, start, split)
    : await readPath(sql, leaf, start + split, size - split)
  const beside = isLeft ? await readRoot(sql, start + split, size - split) : await readRoot(sql, start, split)
  return [...below, beside]
}

/** The root over leaves from `start` on, `size` of them, from as few stored hashes as there are. */
async function readRoot(sql: Sql, start: number, size: number): Promise<Buffer> {
  const level = Math.log2(size)
  if (!Number.isInteger(level)) {
    const split = largestPowerBelow(size)
    return hashPair(await readRoot(sql, start, split), await readRoot(sql, start + split, size - split))
  }
  const kept = level >= 24 ? 24 : level >= 16 ? 16 : level >= 8 ? 8 : 0
  const first = start / 2 ** kept
  const count = size / 2 ** kept
  const rows =
    kept === 0
      ? await sql<{ hash: Buffer }[]>`
          select leaf_hash as hash from audit.seal where leaf_index >= ${first} and leaf_index < ${first + count} order by leaf_index`
      : await sql<{ hash: Buffer }[]>`
          select hash from audit.node where level = ${kept} and index >= ${first} and index < ${first + count} order by index`
  if (rows.length !== count) throw new Error(`Hashes of leaves ${start} to ${start + size - 1} are missing.`)
  return fold(rows.map(({ hash }) => hash))
}

/** The root over a power of two of hashes. */
function fold(hashes: readonly Buffer[]): Buffer {
  const [first = Buffer.alloc(0), second] = hashes
  if (!second) return first
  const half = hashes.length / 2
  return hashPair(fold(hashes.slice(0, half)), fold(hashes.slice(half)))
}

function largestPowerBelow(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1))
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

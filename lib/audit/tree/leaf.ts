import { sha256 } from './sha256.ts'

/** What a leaf is made of. */
export interface LeafContent {
  readonly id: bigint
  readonly xid: bigint
  /** Microseconds since 1970. */
  readonly recordedAtMicros: bigint
  readonly dbRole: Uint8Array
  readonly canon: Uint8Array
  readonly mac: Uint8Array
  readonly payloadSha256: Uint8Array | null
}

let scratch = Buffer.alloc(65_536)
let view = new DataView(scratch.buffer)

/** The hash of an event as a leaf of the tree, as the database's trigger makes it (RFC 6962, section 2.1). */
export function hashLeaf({
  id,
  xid,
  recordedAtMicros,
  dbRole,
  canon,
  mac,
  payloadSha256,
}: LeafContent): Buffer {
  const payloadLength = payloadSha256?.length ?? 0
  const length = 21 + canon.length + mac.length + payloadLength + 8 + dbRole.length
  if (length > scratch.length) {
    scratch = Buffer.alloc(length * 2)
    view = new DataView(scratch.buffer)
  }
  scratch[0] = 0
  view.setBigInt64(1, id)
  view.setBigInt64(9, recordedAtMicros)
  view.setInt32(17, canon.length)
  scratch.set(canon, 21)
  let at = 21 + canon.length
  scratch.set(mac, at)
  at += mac.length
  if (payloadSha256) scratch.set(payloadSha256, at)
  at += payloadLength
  view.setBigInt64(at, xid)
  scratch.set(dbRole, at + 8)
  return sha256(scratch.subarray(0, length))
}

const pair = Buffer.alloc(65, 1)

/** The hash of an inner node from those of its two children (RFC 6962, section 2.1). */
export function hashPair(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1)
  pair.set(right, 33)
  return sha256(pair)
}

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

/** The hash of an event as a leaf of the tree, as the database's trigger makes it (RFC 6962, section 2.1). */
export function hashLeaf(event: LeafContent): Buffer {
  const { canon, mac, payloadSha256, dbRole } = event
  const payloadLength = payloadSha256?.length ?? 0
  const length = 21 + canon.length + mac.length + payloadLength + 8 + dbRole.length
  if (length > scratch.length) scratch = Buffer.alloc(length * 2)
  scratch[0] = 0
  scratch.writeBigInt64BE(event.id, 1)
  scratch.writeBigInt64BE(event.recordedAtMicros, 9)
  scratch.writeInt32BE(canon.length, 17)
  scratch.set(canon, 21)
  let at = 21 + canon.length
  scratch.set(mac, at)
  at += mac.length
  if (payloadSha256) scratch.set(payloadSha256, at)
  at += payloadLength
  scratch.writeBigUInt64BE(event.xid, at)
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

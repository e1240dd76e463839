import { fitsEvent, noMac } from '#lib/audit/mac.ts'
import { hashLeaf } from './leaf.ts'
import { saysPlainly } from './plain-copies.ts'
import { copiedColumns, type StoredEvent } from './stored-event.ts'

/** What the row of an event shows by itself: its leaf, and what is wrong with it, if anything. */
export interface Inspection {
  /** Made again from the columns. */
  readonly leafHash: Buffer
  readonly anomaly: 'leaf' | 'mac' | null
}

/** Checks leaf hash and code. Events up to `unsignedThrough` were written before there were codes. */
export function inspectEvent(event: StoredEvent, unsignedThrough: bigint): Inspection {
  const leafHash = hashLeaf(event)
  if (!leafHash.equals(event.leafHash)) return { leafHash, anomaly: 'leaf' }
  const unsigned = event.id <= unsignedThrough && noMac.equals(event.mac)
  return { leafHash, anomaly: unsigned || fitsEvent(event.canon, event.mac) ? null : 'mac' }
}

/** The first column that is not what the canonical bytes say; null when all are. */
export function findFalseCopy(event: StoredEvent): string | null {
  return saysPlainly(event) ? null : findFalseValue(event)
}

/** The same by what the bytes mean, however they are written. */
export function findFalseValue(event: StoredEvent): string | null {
  const said = parseCanon(event.canon)
  if (said === null) return 'canon'
  const sha256 = event.payloadSha256?.toString('hex') ?? null
  if ((said['payload_sha256'] ?? null) !== sha256) return 'payload_sha256'
  for (const [at, column] of copiedColumns.entries()) {
    const value = column === 'connection_id' ? connectionOf(said) : (said[column] ?? null)
    if (event.copy(at, 'utf8') !== value) return column
  }
  return null
}

/** The members of an event's canonical bytes; null when they are not those of an object. */
export function parseCanon(canon: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(canon.buffer, canon.byteOffset, canon.byteLength).toString('utf8'),
    )
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** As the trigger that copies it says: of the question asked, or the connection that the event is about. */
function connectionOf(said: Readonly<Record<string, unknown>>): unknown {
  const details = said['details']
  const named = isObject(details) ? details['connection_id'] : null
  return named ?? (said['object_type'] === 'connection' ? (said['object_id'] ?? null) : null)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { decrypt, encrypt } from './cipher.ts'
import { findMasterKey, getMasterKey, type MasterKey } from './master-key.ts'
import { insertOrFindKeys } from './store.ts'
import { nameOfSubject, type Subject } from './subject.ts'

/** The key of a subject, open. Held no longer than a statement or two: what is erased must be gone at once. */
export interface OpenKey {
  readonly id: string
  readonly bytes: Buffer
}

/** A row of the table `evidence_key` that is not erased. */
export interface WrappedKey {
  readonly id: string
  readonly subject: Subject
  readonly masterKeyId: string
  readonly wrapped: Buffer
  /** Microseconds since 1970. */
  readonly createdMicros: string
}

/** The open keys of subjects, by `nameOfSubject`. */
export type KeyRing = ReadonlyMap<string, OpenKey>

/** A key cannot be used by this process, and trying again would not help. */
export class EvidenceKeyError extends Error {
  override readonly name = 'EvidenceKeyError'
}

const waitMs = 20

/**
 * The keys of subjects, made where there is none. Throws when the database is away, and when a key was wrapped by a
 * master key that this process does not have.
 */
export async function openKeys(subjects: readonly Subject[]): Promise<KeyRing> {
  const wanted = new Map(subjects.map((subject) => [nameOfSubject(subject), subject]))
  const ring = new Map<string, OpenKey>()
  for (;;) {
    const missing = [...wanted].filter(([name]) => !ring.has(name)).map(([, subject]) => subject)
    if (missing.length === 0) return ring
    const kept = await insertOrFindKeys(missing.map((subject) => newKey(subject)))
    for (const key of kept) ring.set(nameOfSubject(key.subject), { id: key.id, bytes: getUnwrapped(key) })
    // Another statement is making the key, and it is there in a moment.
    if (kept.length < missing.length) await sleep(waitMs)
  }
}

/** The key of a subject. Throws when it is not on the ring. */
export function getKey(keys: KeyRing, subject: Subject): OpenKey {
  const key = keys.get(nameOfSubject(subject))
  if (!key) throw new Error(`There is no key for ${nameOfSubject(subject)}.`)
  return key
}

/** The bytes of a key. Null when something of its row is not as it was written. Throws without its master key. */
export function unwrapKey(key: WrappedKey): Buffer | null {
  const master = findMasterKey(key.masterKeyId)
  if (!master)
    throw new EvidenceKeyError(
      `Evidence is under the master key ${key.masterKeyId}, which is not EVIDENCE_KEY.`,
    )
  return decrypt(master.bytes, key.wrapped, bindingOf(key))
}

/** The same key wrapped by another master key. Null as in `unwrapKey`. */
export function rewrapKey(key: WrappedKey, master: MasterKey): WrappedKey | null {
  const bytes = unwrapKey(key)
  return bytes && { ...key, masterKeyId: master.id, wrapped: encrypt(master.bytes, bytes, bindingOf(key)) }
}

function getUnwrapped(key: WrappedKey): Buffer {
  const bytes = unwrapKey(key)
  if (!bytes) throw new EvidenceKeyError(`The key ${key.id} of evidence is not as it was written.`)
  return bytes
}

function newKey(subject: Subject): WrappedKey {
  const master = getMasterKey()
  const key = { id: randomUUID(), subject, masterKeyId: master.id, createdMicros: `${Date.now()}000` }
  return { ...key, wrapped: encrypt(master.bytes, randomBytes(32), bindingOf(key)) }
}

function bindingOf({ id, subject, createdMicros }: Omit<WrappedKey, 'wrapped' | 'masterKeyId'>): string {
  return JSON.stringify(['evidence key', id, subject.kind, subject.id, createdMicros])
}

import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { getLog } from '#lib/log.ts'
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
  /** The key of the subject that could not be opened when this one was made; null as a rule. */
  readonly beside: string | null
}

/** The open keys of subjects, by `nameOfSubject`. */
export type KeyRing = ReadonlyMap<string, OpenKey>

/** A key cannot be used by this process, and trying again would not help. */
export class EvidenceKeyError extends Error {
  override readonly name = 'EvidenceKeyError'
}

const waitMs = 20

/**
 * The keys of subjects, made where there is none. One that cannot be opened, since its master key is not there or it was
 * altered, stays as it is and another is made beside it: what is sealed next must not be lost for it. Throws when the
 * database is away.
 */
export async function openKeys(subjects: readonly Subject[]): Promise<KeyRing> {
  const wanted = new Map(subjects.map((subject) => [nameOfSubject(subject), subject]))
  const ring = new Map<string, OpenKey>()
  const refused: string[] = []
  const besides = new Map<string, string>()
  for (;;) {
    const missing = [...wanted].filter(([name]) => !ring.has(name))
    if (missing.length === 0) return ring
    const offered = missing.map(([name, subject]) => newKey(subject, besides.get(name) ?? null))
    const kept = await insertOrFindKeys(offered, refused)
    for (const key of kept) {
      const bytes = tryUnwrap(key)
      if (bytes) ring.set(nameOfSubject(key.subject), { id: key.id, bytes })
      else {
        refused.push(key.id)
        besides.set(nameOfSubject(key.subject), key.id)
      }
    }
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

function tryUnwrap(key: WrappedKey): Buffer | null {
  const bytes = findMasterKey(key.masterKeyId) && unwrapKey(key)
  if (!bytes)
    getLog().error(
      { key: key.id, masterKey: key.masterKeyId },
      'A key of evidence cannot be opened with EVIDENCE_KEY: another is made beside it',
    )
  return bytes
}

function newKey(subject: Subject, beside: string | null): WrappedKey {
  const master = getMasterKey()
  const key = { id: randomUUID(), subject, masterKeyId: master.id, createdMicros: `${Date.now()}000`, beside }
  return { ...key, wrapped: encrypt(master.bytes, randomBytes(32), bindingOf(key)) }
}

function bindingOf({
  id,
  subject,
  createdMicros,
  beside,
}: Omit<WrappedKey, 'wrapped' | 'masterKeyId'>): string {
  const bound = ['evidence key', id, subject.kind, subject.id, createdMicros]
  return JSON.stringify(beside === null ? bound : [...bound, beside])
}

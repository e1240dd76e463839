import { hash } from 'node:crypto'
import { decrypt, encrypt } from './cipher.ts'
import { hkdfSha256 } from './hkdf-sha256.ts'
import type { OpenKey } from './keys.ts'

/** Where something encrypted stands. It opens nowhere else. */
export interface Place {
  /** The id of the exchange, or of the outcome. */
  readonly recordId: string
  readonly n: number
  /** `digestLookups` of the look-ups that it answers. */
  readonly lookups: string
}

/** A row of the table `evidence`. */
export interface SealedRow {
  readonly n: number
  readonly keyId: string
  readonly sealed: Buffer
}

/** Encrypts bytes for a place, under a key of that place alone, derived from the subject's. */
export function seal({ recordId, n, lookups }: Place, key: OpenKey, plain: Uint8Array): SealedRow {
  const place = { recordId, n, lookups }
  return { n, keyId: key.id, sealed: encrypt(placeKey(place, key), plain, bindingOf(place, key)) }
}

/** The bytes again; null when they, the key or the place are not those with which they were sealed. */
export function unseal(place: Place, key: OpenKey, sealed: Uint8Array): Buffer | null {
  return decrypt(placeKey(place, key), sealed, bindingOf(place, key))
}

/** SHA-256, hex, of the ids of look-ups. */
export function digestLookups(ids: readonly string[]): string {
  return hash('sha256', ids.join(','))
}

/** SHA-256, hex, over rows of evidence in their order: it stands when they, or their keys, are gone. */
export function digestRows(rows: readonly SealedRow[]): string {
  const lines = rows.map(({ n, keyId, sealed }) => `${n} ${keyId} ${hash('sha256', sealed)}\n`)
  return hash('sha256', lines.join(''))
}

function placeKey({ recordId, n }: Place, key: OpenKey): Uint8Array {
  return hkdfSha256(key.bytes, `statusdesk evidence ${recordId} ${n}`)
}

function bindingOf({ recordId, n, lookups }: Place, { id }: OpenKey): string {
  return JSON.stringify(['evidence', recordId, n, id, lookups])
}

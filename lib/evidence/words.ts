import type { Notice } from '#lib/providers/answer.ts'
import type { OpenKey } from './keys.ts'
import { openRow, type StoredRow } from './open.ts'
import { type EvidenceState } from './words-by-state.ts'
import { parseSealed } from './parse-sealed.ts'
import { digestLookups, digestRows, seal, type SealedRow } from './seal.ts'

/** What a provider wrote in an answer, and what the desk noticed about it. */
export interface Words {
  readonly text: string | null
  readonly notices: readonly Notice[]
}

/** What is said of an outcome in words, sealed under the key of its look-up's subject. */
export function sealWords(
  outcomeId: string,
  lookupId: string,
  words: Words,
  key: OpenKey,
): { readonly row: SealedRow; readonly sha256: string } {
  const place = { recordId: outcomeId, n: 0, lookups: digestLookups([lookupId]) }
  const row = seal(place, key, Buffer.from(JSON.stringify(words)))
  return { row, sha256: digestRows([row]) }
}

/** The words of an outcome again, or what became of them. */
export function openWords(
  outcomeId: string,
  lookupId: string,
  row: StoredRow | null,
): { readonly state: 'kept'; readonly words: Words } | { readonly state: Exclude<EvidenceState, 'kept'> } {
  const opened = openRow({ recordId: outcomeId, lookups: digestLookups([lookupId]) }, row)
  return opened.state === 'kept' ? { state: 'kept', words: parseSealed<Words>(opened.plain) } : opened
}

import type { lookupOutcome } from '#db/schema/record.ts'
import type { SealedHead } from '#lib/evidence/exchange.ts'
import { openRow, type StoredRow } from '#lib/evidence/open.ts'
import { type EvidenceState, wordsByState } from '#lib/evidence/words-by-state.ts'
import { parseSealed } from '#lib/evidence/parse-sealed.ts'
import { openWords, type Words } from '#lib/evidence/words.ts'

/** What of an exchange its head is opened by. */
export interface SealedExchangeRow {
  readonly id: string
  /** What was recorded before evidence was encrypted, until the worker has been there; null otherwise. */
  readonly clear: Pick<SealedHead, 'url' | 'receivedSha256' | 'faultText'> | null
  /** Whether it says of itself that it answers this look-up. */
  readonly answers: boolean | null
  /** Of the look-ups that it answers: `digestLookups`. */
  readonly lookups: string | null
  readonly head: StoredRow | null
}

type Head = Pick<SealedHead, 'url' | 'receivedSha256' | 'faultText'>

/** Address, digest and fault of an exchange; where they cannot be opened, why not, in brackets. */
export function openHead(row: SealedExchangeRow): Head {
  if (row.clear) return row.clear
  const opened = openFullHead(row)
  if (opened.state === 'kept') return opened.head
  return { url: bracketed(opened.state), receivedSha256: null, faultText: bracketed(opened.state) }
}

/** The whole head of an exchange. */
export function openFullHead({
  id,
  answers,
  lookups,
  head,
}: Omit<SealedExchangeRow, 'clear'>):
  | { readonly state: 'kept'; readonly head: SealedHead }
  | { readonly state: Exclude<EvidenceState, 'kept'> } {
  if (!answers) return { state: 'altered' }
  const opened = openRow({ recordId: id, lookups: lookups ?? '' }, head)
  return opened.state === 'kept' ? { state: 'kept', head: parseSealed<SealedHead>(opened.plain) } : opened
}

/** What a provider wrote into an outcome; where it cannot be opened, a notice that says why. */
export function readWords(
  lookupId: string,
  outcome: typeof lookupOutcome.$inferSelect | null,
  row: StoredRow | null,
): Words {
  if (outcome === null) return { text: null, notices: [] }
  if (outcome.wordsSha256 === null) return { text: outcome.providerText, notices: outcome.notices }
  const opened = openWords(outcome.id, lookupId, row)
  if (opened.state === 'kept') return opened.words
  const text = `What the provider wrote, and what was noticed about it: ${wordsByState[opened.state]}.`
  return { text: bracketed(opened.state), notices: [{ kind: 'note', text }] }
}

export function bracketed(state: Exclude<EvidenceState, 'kept'>): string {
  return `[${wordsByState[state]}]`
}

import type { Actor } from '#lib/access/actor.ts'
import type { RecordedLookup } from '#lib/audit/event.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
import type { SealedExchange } from '#lib/evidence/exchange.ts'
import { getKey, type KeyRing } from '#lib/evidence/keys.ts'
import type { SealedRow } from '#lib/evidence/seal.ts'
import { digestPayload, microsOf } from '#lib/evidence/outcome.ts'
import { subjectOf } from '#lib/evidence/subject.ts'
import { sealWords } from '#lib/evidence/words.ts'
import type { Exchange } from '#lib/http/exchange.ts'
import { storableText } from '#lib/json/storable.ts'
import type { Answer } from '#lib/providers/answer.ts'
import { newTimeId } from '#lib/time-id.ts'

/** An answer, or the want of one, on its way into the record. */
export interface Outcome {
  readonly lookup: RecordedLookup
  readonly actor: Actor
  readonly askedAt: Date
  readonly answeredAt: Date
  readonly answer: Answer | null
  readonly mappingVersion: string | null
  readonly exchanges: readonly Exchange[]
}

/** Texts of providers are copied for search and display no longer than this; the bytes are in the exchange. */
const longestText = 2_000
const mostNotices = 100

/**
 * A row of the table `lookup_outcome`, as record_outcomes takes it, its words sealed under the key of its subject.
 * Without an answer it is interrupted.
 */
export function composeOutcomeRow(outcome: Outcome, keys: KeyRing) {
  const { answer } = outcome
  const id = newTimeId(outcome.answeredAt)
  const words = composeWords(id, outcome, keys)
  return {
    id,
    lookup_id: outcome.lookup.id,
    answered_at: outcome.answeredAt.toISOString(),
    duration_ms: outcome.answeredAt.getTime() - outcome.askedAt.getTime(),
    outcome: answer?.outcome ?? 'interrupted',
    status: answer?.status ?? null,
    absence: answer?.absence ?? null,
    fault: answer?.fault ?? null,
    phase: answer?.phase ?? null,
    final: answer?.final ?? null,
    status_reason: answer?.statusReason ?? null,
    provider_code: storable(answer?.providerStatus.code),
    operation: answer?.operation ?? null,
    provider_operation: storable(answer?.providerOperation),
    amounts: (answer?.amounts ?? []).map(storableAmount),
    balances: (answer?.balances ?? []).map(storableAmount),
    created_text: storable(answer?.times.created?.text),
    created_at: storableInstant(answer?.times.created?.at),
    resolved_text: storable(answer?.times.resolved?.text),
    resolved_at: storableInstant(answer?.times.resolved?.at),
    reference_transaction_id: storable(answer?.references.transactionId),
    trace_id: storable(answer?.references.traceId),
    mapping_version: outcome.mappingVersion,
    exchange_ids: outcome.exchanges.map((made) => made.id),
    drifted: answer?.notices.some(({ kind }) => kind === 'drift') ?? false,
    words_key_id: words?.row.keyId ?? null,
    words_sealed: words?.row.sealed.toString('base64') ?? null,
    words_hex: words?.sha256 ?? null,
  }
}

export type OutcomeRow = ReturnType<typeof composeOutcomeRow>

function composeWords(id: string, { lookup, answer }: Outcome, keys: KeyRing) {
  const text = storable(answer?.providerStatus.text)
  const notices = (answer?.notices ?? [])
    .slice(0, mostNotices)
    .map((notice) => ({ ...notice, text: storableText(notice.text, longestText) }))
  if (text === null && notices.length === 0) return null
  return sealWords(id, lookup.id, { text, notices }, getKey(keys, subjectOf(lookup)))
}

/** The event that stands beside an outcome. */
export function composeOutcomeEvent(
  outcome: Outcome,
  late: boolean,
  evidenceSha256: string | null,
): EventRow {
  const { answer } = outcome
  return composeEvent(outcome.actor, {
    kind: late ? 'lookup.late' : answer ? 'lookup.outcome' : 'lookup.interrupted',
    lookup: outcome.lookup,
    result: {
      outcome: answer?.outcome ?? 'interrupted',
      status: answer?.status ?? null,
      absence: answer?.absence ?? null,
      fault: answer?.fault ?? null,
      phase: answer?.phase ?? null,
      final: answer?.final ?? null,
      statusReason: answer?.statusReason ?? null,
    },
    traceId: answer?.references.traceId ?? null,
    mappingVersion: outcome.mappingVersion,
    evidenceSha256,
  })
}

/** A row of the table `exchange` with its evidence, bytes as base64, as record_outcomes takes it. */
export function composeExchangeRow({ clear, rows, recordSha256 }: SealedExchange) {
  return {
    id: clear.id,
    connection_id: clear.connectionId,
    method: clear.method,
    http_version: clear.httpVersion,
    status: clear.status,
    started_at: new Date(Number(clear.startedMicros) / 1000).toISOString(),
    duration_ms: clear.durationMs,
    fault: clear.fault,
    phase: clear.phase,
    response_bytes: clear.responseBytes,
    lookup_ids: clear.lookupIds,
    evidence_hex: clear.evidenceSha256,
    record_hex: recordSha256,
    evidence: rows.map(composeEvidenceRow),
  }
}

/** A row of the table `evidence`. */
export function composeEvidenceRow({ n, keyId, sealed }: SealedRow) {
  return { n, key_id: keyId, sealed: sealed.toString('base64') }
}

/** What the event of an outcome vouches for: it, its exchanges and its words. */
export function digestEvidence(row: OutcomeRow, recordSha256: (exchangeId: string) => string): string {
  const outcome = {
    id: row.id,
    lookupId: row.lookup_id,
    answered: microsOf(row.answered_at) ?? '',
    durationMs: String(row.duration_ms),
    outcome: row.outcome,
    status: row.status,
    absence: row.absence,
    fault: row.fault,
    phase: row.phase,
    final: row.final === null ? null : String(row.final),
    statusReason: row.status_reason,
    providerCode: row.provider_code,
    operation: row.operation,
    providerOperation: row.provider_operation,
    amounts: row.amounts,
    balances: row.balances,
    createdText: row.created_text,
    created: microsOf(row.created_at),
    resolvedText: row.resolved_text,
    resolved: microsOf(row.resolved_at),
    referenceTransactionId: row.reference_transaction_id,
    traceId: row.trace_id,
    mappingVersion: row.mapping_version,
    drifted: String(row.drifted),
  }
  const exchanges = row.exchange_ids.map((id) => ({ id, recordSha256: recordSha256(id) }))
  return digestPayload({ outcome, exchanges, wordsSha256: row.words_hex })
}

function storable(text: string | null | undefined): string | null {
  return text == null ? null : storableText(text, longestText)
}

function storableAmount<Part extends { readonly currency: string | null }>(part: Part): Part {
  return { ...part, currency: storable(part.currency) }
}

/** Postgres keeps six digits of a fraction, and would round the rest. */
function storableInstant(at: string | null | undefined): string | null {
  return at?.replace(/(\.\d{6})\d+Z$/, '$1Z') ?? null
}

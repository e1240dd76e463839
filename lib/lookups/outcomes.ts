import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import type { RecordedLookup } from '#lib/audit/event.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
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

/** A row of the table `lookup_outcome`, as record_outcomes takes it. Without an answer it is interrupted. */
export function composeOutcomeRow(outcome: Outcome) {
  const { answer } = outcome
  return {
    id: newTimeId(outcome.answeredAt),
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
    provider_text: storable(answer?.providerStatus.text),
    operation: answer?.operation ?? null,
    provider_operation: storable(answer?.providerOperation),
    amounts: (answer?.amounts ?? []).map(storableAmount),
    balances: (answer?.balances ?? []).map(storableAmount),
    created_text: storable(answer?.times.created?.text),
    created_at: answer?.times.created?.at ?? null,
    resolved_text: storable(answer?.times.resolved?.text),
    resolved_at: answer?.times.resolved?.at ?? null,
    reference_transaction_id: storable(answer?.references.transactionId),
    trace_id: storable(answer?.references.traceId),
    notices: (answer?.notices ?? [])
      .slice(0, mostNotices)
      .map((notice) => ({ ...notice, text: storableText(notice.text, longestText) })),
    mapping_version: outcome.mappingVersion,
    exchange_ids: outcome.exchanges.map(({ id }) => id),
  }
}

/** The event that stands beside an outcome. */
export function composeOutcomeEvent(outcome: Outcome, late: boolean): EventRow {
  const { answer, exchanges } = outcome
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
    evidenceSha256: exchanges.length > 0 ? digestEvidence(exchanges) : null,
  })
}

/** A row of the table `exchange`, bodies as base64, as record_outcomes takes it. */
export function composeExchangeRow(exchange: Exchange, connectionId: string) {
  return {
    id: exchange.id,
    connection_id: connectionId,
    method: exchange.method,
    url: exchange.url,
    http_version: exchange.httpVersion,
    status: exchange.status,
    started_at: exchange.startedAt.toISOString(),
    duration_ms: Math.round(exchange.durationMs),
    fault: exchange.fault,
    phase: exchange.phase,
    fault_text: exchange.faultText,
    request_headers: exchange.requestHeaders,
    request_base64: base64(exchange.requestBody),
    response_headers: exchange.responseHeaders,
    response_base64: base64(exchange.responseBody),
    response_bytes: exchange.responseBytes,
    received_sha256: exchange.receivedSha256,
    stored_sha256: exchange.storedSha256,
  }
}

function digestEvidence(exchanges: readonly Exchange[]): string {
  const hash = createHash('sha256')
  for (const { id, storedSha256 } of exchanges) hash.update(`${id} ${storedSha256 ?? '-'}\n`)
  return hash.digest('hex')
}

function storable(text: string | null | undefined): string | null {
  return text == null ? null : storableText(text, longestText)
}

function storableAmount<Part extends { readonly currency: string | null }>(part: Part): Part {
  return { ...part, currency: storable(part.currency) }
}

function base64(bytes: Uint8Array | null): string | null {
  return bytes === null
    ? null
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

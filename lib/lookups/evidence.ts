import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import type { PayloadWay, RecordedLookup } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { isUuid } from '#lib/time-id.ts'
import { type CopiedPart, copiedParts } from './copied-part.ts'

const mostExchanges = 1_000_000

/** The bytes of one exchange of a look-up, as stored: masked. */
export interface ExchangeEvidence {
  readonly n: number
  readonly method: string
  readonly url: string
  readonly httpVersion: string | null
  readonly status: number | null
  readonly fault: string | null
  readonly phase: string | null
  readonly faultText: string | null
  readonly durationMs: number
  readonly requestHeaders: readonly (readonly [name: string, value: string])[]
  readonly requestBody: Uint8Array | null
  readonly responseHeaders: readonly (readonly [name: string, value: string])[]
  readonly responseBody: Uint8Array | null
  /** Bytes received, after content decoding and before masking. */
  readonly responseBytes: number | null
  /** Hex SHA-256 of the body as received; null when it was not received whole. */
  readonly receivedSha256: string | null
  /** Hex SHA-256 of `responseBody`. */
  readonly storedSha256: string | null
}

/**
 * The nth exchange of a look-up's accepted outcome, from 1; null when there is none. That it is given, and in
 * which way, is recorded first: throws when it cannot be.
 */
export async function findExchange(
  actor: Actor,
  lookupId: string,
  n: number,
  way: PayloadWay,
): Promise<ExchangeEvidence | null> {
  await assertCan(actor, 'payload.read', { type: 'lookup', id: lookupId })
  if (!isUuid(lookupId) || !Number.isInteger(n) || n < 1 || n > mostExchanges) return null
  const [row] = await getSql()<(ExchangeEvidence & Omit<RecordedLookup, 'id'>)[]>`
    select ${n}::int as n, e.method, e.url, e.http_version as "httpVersion", e.status, e.fault, e.phase,
      e.fault_text as "faultText", e.duration_ms as "durationMs", e.request_headers as "requestHeaders",
      e.request_body as "requestBody", e.response_headers as "responseHeaders", e.response_body as "responseBody",
      e.response_bytes::float8 as "responseBytes", e.received_sha256 as "receivedSha256",
      e.stored_sha256 as "storedSha256",
      l.connection_id as "connectionId", l.transaction_id as "transactionId", l.player_id as "playerId"
    from lookup_outcome o join lookup l on l.id = o.lookup_id join exchange e on e.id = o.exchange_ids[${n}::int]
    where o.lookup_id = ${lookupId} and not o.late`
  if (!row) return null
  const { connectionId, transactionId, playerId, ...evidence } = row
  await recordEvent(actor, {
    kind: isCopied(way) ? 'payload.copied' : 'payload.opened',
    lookup: { id: lookupId, connectionId, transactionId, playerId },
    exchange: n,
    way,
  })
  return evidence
}

function isCopied(way: PayloadWay): way is CopiedPart {
  return copiedParts.some((part) => part === way)
}

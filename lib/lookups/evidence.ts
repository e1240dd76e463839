import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import type { PayloadWay } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import type { EvidenceState } from '#lib/evidence/words-by-state.ts'
import { isUuid } from '#lib/time-id.ts'
import { type CopiedPart, copiedParts } from './copied-part.ts'
import { findStoredExchange } from './exchange-store.ts'
import { openExchange } from './open-exchange.ts'

const mostExchanges = 1_000_000

/** The bytes of one exchange of a look-up, as stored: masked. What cannot be opened stands as `[erased]` in it. */
export interface ExchangeEvidence {
  readonly n: number
  /** What became of address, headers and digests. */
  readonly state: EvidenceState
  /** Bytes of each body, as stored, that cannot be opened; in the body stands `[erased: 214 bytes]`. */
  readonly missing: { readonly request: number; readonly reply: number }
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
  /** Hex SHA-256 of `responseBody`, as long as nothing of it is missing. */
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
  const row = await findStoredExchange(lookupId, n)
  if (!row) return null
  const { connectionId, transactionId, playerId } = row
  await recordEvent(actor, {
    kind: isCopied(way) ? 'payload.copied' : 'payload.opened',
    lookup: { id: lookupId, connectionId, transactionId, playerId },
    exchange: n,
    way,
  })
  return openExchange(n, row)
}

function isCopied(way: PayloadWay): way is CopiedPart {
  return copiedParts.some((part) => part === way)
}

import type { Fault, Phase } from '#lib/providers/vocabulary.ts'

/** One HTTP attempt as it is recorded: everything masked, bodies as bytes. */
export interface Exchange {
  /** A UUID (version 7). */
  readonly id: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** Null when no connection came about. */
  readonly httpVersion: '1.1' | '2' | null
  /** Null when no status line came. */
  readonly status: number | null
  readonly startedAt: Date
  readonly durationMs: number
  /** Null when a whole reply came, whatever its status. */
  readonly fault: Fault | null
  readonly phase: Phase | null
  /** In words for staff, when there is a fault; null otherwise. */
  readonly faultText: string | null
  readonly requestHeaders: readonly (readonly [name: string, value: string])[]
  readonly requestBody: Uint8Array | null
  readonly responseHeaders: readonly (readonly [name: string, value: string])[]
  /** As stored: after content decoding and masking. Cut at the response cap. Null when no body began. */
  readonly responseBody: Uint8Array | null
  /** Bytes received, after content decoding and before masking; null when no body began. */
  readonly responseBytes: number | null
  /** SHA-256, hex, of the body as received (decoded, before masking); null when it is not whole. */
  readonly receivedSha256: string | null
  /** SHA-256, hex, of `responseBody`; null when that is null. */
  readonly storedSha256: string | null
}

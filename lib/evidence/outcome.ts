import { hash } from 'node:crypto'
import type { Amount, Balance } from '#lib/providers/answer.ts'

/** The columns of the table `lookup_outcome` that are in clear, as text. Times are microseconds since 1970. */
export interface ClearOutcome {
  readonly id: string
  readonly lookupId: string
  readonly answered: string
  readonly durationMs: string
  readonly outcome: string
  readonly status: string | null
  readonly absence: string | null
  readonly fault: string | null
  readonly phase: string | null
  readonly final: string | null
  readonly statusReason: string | null
  readonly providerCode: string | null
  readonly operation: string | null
  readonly providerOperation: string | null
  readonly amounts: readonly Amount[]
  readonly balances: readonly Balance[]
  readonly createdText: string | null
  readonly created: string | null
  readonly resolvedText: string | null
  readonly resolved: string | null
  readonly referenceTransactionId: string | null
  readonly traceId: string | null
  readonly mappingVersion: string | null
  readonly drifted: string
}

/** What the event of an outcome vouches for beside itself. Digests are hex SHA-256. */
export interface VouchedFor {
  readonly outcome: ClearOutcome
  readonly exchanges: readonly { readonly id: string; readonly recordSha256: string }[]
  readonly wordsSha256: string | null
}

/** The payload digest of an outcome's event: over a line for the outcome, for each exchange, and for the words. */
export function digestPayload({ outcome, exchanges, wordsSha256 }: VouchedFor): string {
  const lines = [
    `outcome ${digestOutcome(outcome)}\n`,
    ...exchanges.map(({ id, recordSha256 }) => `${id} ${recordSha256}\n`),
    ...(wordsSha256 === null ? [] : [`words ${wordsSha256}\n`]),
  ]
  return hash('sha256', lines.join(''))
}

/** As long as Postgres keeps it: six digits of the fraction. */
export function microsOf(instant: string | null): string | null {
  if (instant === null) return null
  const seconds = Date.parse(`${instant.slice(0, 19)}Z`) / 1000
  const fraction = /\.(\d+)Z$/.exec(instant)?.[1] ?? ''
  return String(BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0')))
}

function digestOutcome(outcome: ClearOutcome): string {
  const { id, lookupId, answered, durationMs, status, absence, fault, phase, final } = outcome
  const { statusReason, providerCode, operation, providerOperation, amounts, balances } = outcome
  const { createdText, created, resolvedText, resolved, referenceTransactionId, traceId } = outcome
  const said = [
    [id, lookupId, answered, durationMs, outcome.outcome, status, absence, fault, phase, final],
    [statusReason, providerCode, operation, providerOperation],
    amounts.map(({ kind, amount, currency, path = null }) => [kind, amount, currency, path]),
    balances.map(({ kind, amount, currency, path = null, asOf }) => [kind, amount, currency, path, asOf]),
    [createdText, created, resolvedText, resolved, referenceTransactionId, traceId],
    [outcome.mappingVersion, outcome.drifted],
  ]
  return hash('sha256', JSON.stringify(said))
}

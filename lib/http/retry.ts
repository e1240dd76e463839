import type { ReceivedReply, SendFault } from '#lib/providers/contract.ts'

/** After the first attempt. */
export const mostRetries = 2
const firstPauseMs = 250
/** An attempt with less time than this has no chance. */
const leastUsefulMs = 20

const retriedStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504])
const retriedFaults: ReadonlySet<string> = new Set(['timeout', 'unreachable'])

export interface RetryChance {
  /** How many retries there were already. */
  readonly retries: number
  /** Until the deadline. */
  readonly remainingMs: number
  readonly now: Date
  /** In [0, 1). */
  readonly random: () => number
}

/**
 * How long to pause before trying again, or null when to leave it. The pause is random between nothing and a
 * bound that doubles (full jitter), so that many who failed together do not return together. `Retry-After` is kept
 * to, plus jitter; one that leaves no time before the deadline ends the trying.
 */
export function pauseBeforeRetry(result: ReceivedReply | SendFault, chance: RetryChance): number | null {
  if (chance.retries >= mostRetries) return null
  if (result.kind === 'fault' ? !retriedFaults.has(result.fault) : !retriedStatuses.has(result.status))
    return null
  const asked = result.kind === 'reply' ? retryAfterMs(result.headers.get('retry-after'), chance.now) : null
  const jitterMs = chance.random() * firstPauseMs * 2 ** chance.retries
  const spareMs = chance.remainingMs - leastUsefulMs
  if (asked === null) return jitterMs < spareMs ? jitterMs : null
  return asked < spareMs ? Math.min(asked + jitterMs, spareMs) : null
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now; null when it is neither. */
function retryAfterMs(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}

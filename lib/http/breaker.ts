import type { ReceivedReply, SendFault } from '#lib/providers/contract.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'
import type { BreakerLimits } from './target.ts'

/** For the page of connections. */
export interface BreakerState {
  readonly state: 'closed' | 'open'
  readonly openedAt: Date | null
  /** When the next call goes through although it is open. */
  readonly nextProbeAt: Date | null
  /** Of the calls in the window, how many the way or the provider failed. */
  readonly failures: number
  readonly calls: number
}

/** `probe`: it is open, and this one call may see whether it can close. */
export type Entry = 'pass' | 'probe' | 'refused'

const failing: ReadonlySet<Fault> = new Set(['timeout', 'unreachable'])

/**
 * Stops asking a provider that keeps failing. A call is one `send`, its retries included. Only a probe closes it:
 * a reply that was under way when it opened says nothing of the provider now.
 */
export class Breaker {
  readonly #limits: BreakerLimits
  readonly #now: () => Date
  #calls: { readonly at: number; readonly failed: boolean }[] = []
  #openedAt: number | null = null
  #nextProbeAt = 0

  constructor(limits: BreakerLimits, now: () => Date) {
    this.#limits = limits
    this.#now = now
  }

  get isOpen(): boolean {
    return this.#openedAt !== null
  }

  get state(): BreakerState {
    const calls = this.#recent()
    return {
      state: this.isOpen ? 'open' : 'closed',
      openedAt: this.#openedAt === null ? null : new Date(this.#openedAt),
      nextProbeAt: this.isOpen ? new Date(this.#nextProbeAt) : null,
      failures: calls.filter(({ failed }) => failed).length,
      calls: calls.length,
    }
  }

  /** Asks to call. */
  enter(): Entry {
    if (!this.isOpen) return 'pass'
    const now = this.#now().getTime()
    if (now < this.#nextProbeAt) return 'refused'
    this.#nextProbeAt = now + this.#limits.probeMs
    return 'probe'
  }

  /** Tells what became of a call that was let in. */
  leave(entry: Entry, result: ReceivedReply | SendFault): void {
    const failed = hasFailed(result)
    if (failed === null) return
    if (entry === 'probe' && !failed) {
      this.#openedAt = null
      this.#calls = []
      return
    }
    const now = this.#now().getTime()
    this.#calls = [...this.#recent(), { at: now, failed }]
    if (!this.isOpen && failed && this.#isTooMuch()) {
      this.#openedAt = now
      this.#nextProbeAt = now + this.#limits.probeMs
    }
  }

  #isTooMuch(): boolean {
    const failures = this.#calls.filter(({ failed }) => failed).length
    return failures >= this.#limits.failures && failures >= this.#calls.length * this.#limits.share
  }

  #recent() {
    const since = this.#now().getTime() - this.#limits.windowMs
    const first = this.#calls.findIndex(({ at }) => at > since)
    return first === -1 ? [] : this.#calls.slice(first)
  }
}

/** Null when the result says nothing of the provider: it was not asked, or whoever asked went away. */
function hasFailed(result: ReceivedReply | SendFault): boolean | null {
  if (result.kind === 'reply') return result.status === 429 || result.status >= 500
  if (result.phase === 'wait' || result.fault === 'cancelled') return null
  return failing.has(result.fault)
}

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
  /** Oldest first; those before `first` are out of the window, and let go in blocks: there may be thousands a second. */
  #calls: { readonly at: number; readonly failed: boolean }[] = []
  #first = 0
  #failures = 0
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
    this.#letGo()
    return {
      state: this.isOpen ? 'open' : 'closed',
      openedAt: this.#openedAt === null ? null : new Date(this.#openedAt),
      nextProbeAt: this.isOpen ? new Date(this.#nextProbeAt) : null,
      failures: this.#failures,
      calls: this.#calls.length - this.#first,
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
      this.#first = 0
      this.#failures = 0
      return
    }
    const now = this.#now().getTime()
    this.#calls.push({ at: now, failed })
    if (failed) this.#failures += 1
    this.#letGo()
    if (!this.isOpen && failed && this.#isTooMuch()) {
      this.#openedAt = now
      this.#nextProbeAt = now + this.#limits.probeMs
    }
  }

  #isTooMuch(): boolean {
    const calls = this.#calls.length - this.#first
    return this.#failures >= this.#limits.failures && this.#failures >= calls * this.#limits.share
  }

  #letGo(): void {
    const since = this.#now().getTime() - this.#limits.windowMs
    for (let call = this.#calls[this.#first]; call && call.at <= since; call = this.#calls[this.#first]) {
      if (call.failed) this.#failures -= 1
      this.#first += 1
    }
    if (this.#first < 1_000 && this.#first < this.#calls.length) return
    this.#calls = this.#calls.slice(this.#first)
    this.#first = 0
  }
}

/** Null when the result says nothing of the provider: it was not asked, or whoever asked went away. */
function hasFailed(result: ReceivedReply | SendFault): boolean | null {
  if (result.kind === 'reply') return result.status === 429 || result.status >= 500
  if (result.phase === 'wait' || result.fault === 'cancelled') return null
  return failing.has(result.fault)
}

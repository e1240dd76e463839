import { setTimeout as sleep } from 'node:timers/promises'
import type { OutgoingRequest, ReceivedReply, SendFault } from '#lib/providers/contract.ts'
import { newTimeId } from '#lib/time-id.ts'
import { Attempt, type Attempted } from './attempt.ts'
import type { Breaker } from './breaker.ts'
import type { Exchange } from './exchange.ts'
import type { Lines } from './lines.ts'
import { isUnmistakable, Mask } from './mask.ts'
import { recordExchange } from './record.ts'
import { type Prepared, prepare } from './request.ts'
import { pauseBeforeRetry } from './retry.ts'
import type { Secrets } from './secrets.ts'
import { makeNeedle, type Needle } from './spelling.ts'
import type { Gate, Lease, Target } from './target.ts'

/** What the askings of a connection share. */
export interface Way {
  readonly target: Target
  readonly lines: Lines
  readonly breaker: Breaker
  readonly gate: Gate
  readonly secrets: Secrets
  readonly maskKey: Uint8Array
  readonly now: () => Date
  readonly random: () => number
}

/** One asking of an adapter: everything it sends has one deadline and one list of exchanges. */
export class Asking {
  /** In the order in which they were begun. */
  readonly exchanges: Exchange[] = []
  readonly #way: Way
  readonly #deadline: Date
  readonly #needles: readonly Needle[]

  constructor(way: Way, deadline: Date, secrets: readonly string[]) {
    this.#way = way
    this.#deadline = deadline
    this.#needles = secrets.filter(isUnmistakable).flatMap((secret) => makeNeedle(secret) ?? [])
  }

  /** Sends, again where that is allowed and may help. `signal` ends it as `cancelled`. */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<ReceivedReply | SendFault> {
    const { breaker, target } = this.#way
    const prepared = prepare(request, target)
    if (prepared.kind === 'fault') return prepared
    const entry = breaker.enter()
    if (entry === 'refused') return circuitOpen(breaker)
    const result = await this.#trySeveralTimes(prepared, signal)
    breaker.leave(entry, result)
    return result
  }

  async #trySeveralTimes(request: Prepared, signal: AbortSignal): Promise<ReceivedReply | SendFault> {
    const { breaker, now, random } = this.#way
    let last: ReceivedReply | SendFault | null = null
    for (let retries = 0; ; retries += 1) {
      const place = await this.#waitForPlace(signal)
      // A retry that finds no place leaves what the earlier attempt brought.
      if ('kind' in place) return place.fault === 'cancelled' ? place : (last ?? place)
      const attempted = await this.#attempt(request, signal).finally(() => place.leave())
      last = resultOf(attempted)
      // While it is open there is one probe, and nobody else tries on.
      if (!request.safeToRetry || attempted.fault?.lasting || breaker.isOpen) return last
      const pauseMs = pauseBeforeRetry(last, { retries, remainingMs: this.#remainingMs, now: now(), random })
      if (pauseMs === null) return last
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Never outlasts the deadline, not even when the gate does. */
  async #waitForPlace(signal: AbortSignal): Promise<Lease | SendFault> {
    const { gate, target } = this.#way
    if (signal.aborted) return cancelled
    if (this.#remainingMs <= 0) return noPlace
    const { promise: ended, resolve: end } = Promise.withResolvers<SendFault>()
    const timer = setTimeout(() => end(noPlace), this.#remainingMs)
    const onAbort = () => end(cancelled)
    signal.addEventListener('abort', onAbort)
    const entered = enter(gate, target, this.#deadline)
    const place = await Promise.race([entered, ended])
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    if ('kind' in place) void entered.then((late) => 'kind' in late || late.leave())
    else if (this.#remainingMs <= 0) {
      place.leave()
      return noPlace
    }
    return place
  }

  async #attempt(request: Prepared, signal: AbortSignal): Promise<Attempted> {
    const { lines, target, now, secrets, maskKey } = this.#way
    const startedAt = now()
    const begunAt = performance.now()
    const attempt = new Attempt(
      request,
      {
        totalMs: this.#remainingMs,
        idleMs: idleMs(target),
        maxResponseBytes: target.limits.maxResponseBytes,
      },
      signal,
      (line) => lines.phaseOf(request.origin, line),
    )
    lines.dispatch(request, attempt)
    const attempted = await attempt.settled
    const durationMs = Math.round(performance.now() - begunAt)
    if (attempted.fault?.fault === 'timeout' && attempted.silent) lines.renew(request.origin)
    const needles = [...secrets.needles, ...this.#needles]
    const recording = { id: newTimeId(startedAt), startedAt, durationMs, maskKey, needles }
    this.#keep(recordExchange(request, attempted, recording))
    return attempted
  }

  /** A text of the provider's with every known secret masked, for what is copied out of a reply. */
  mask(text: string): string {
    const { maskKey, secrets } = this.#way
    return new Mask(maskKey, [...secrets.needles, ...this.#needles]).text(text)
  }

  #keep(exchange: Exchange): void {
    const after = this.exchanges.findIndex(({ startedAt }) => startedAt > exchange.startedAt)
    this.exchanges.splice(after === -1 ? this.exchanges.length : after, 0, exchange)
  }

  get #remainingMs(): number {
    return this.#deadline.getTime() - this.#way.now().getTime()
  }
}

/** A reply that has begun and then stops for half the time-out is given up, so that there is time for another. */
function idleMs({ limits }: Target): number {
  return Math.ceil(limits.timeoutMs / 2)
}

const cancelled: SendFault = {
  kind: 'fault',
  fault: 'cancelled',
  phase: 'wait',
  text: 'The call was cancelled.',
}
const noPlace: SendFault = {
  kind: 'fault',
  fault: 'timeout',
  phase: 'wait',
  text: 'No place among the calls to this connection became free in time. Nothing was sent.',
}
/** Not the provider's doing, and nothing was asked of it. */
const gateAway: SendFault = {
  kind: 'fault',
  fault: 'cancelled',
  phase: 'wait',
  text: 'The database that shares out the calls to this connection is away. Nothing was sent.',
}

async function enter(gate: Gate, target: Target, deadline: Date): Promise<Lease | SendFault> {
  try {
    return (await gate.enter(target, deadline)) ?? noPlace
  } catch {
    return gateAway
  }
}

function circuitOpen(breaker: Breaker): SendFault {
  const next = breaker.state.nextProbeAt?.toISOString().slice(11, 19)
  const text = `The provider failed too often and is not asked for now; the next try is at ${next} UTC.`
  return { kind: 'fault', fault: 'circuit_open', phase: 'wait', text }
}

function resultOf({ fault, status, headers, body, httpVersion }: Attempted): ReceivedReply | SendFault {
  if (fault) return { kind: 'fault', fault: fault.fault, phase: fault.phase, text: fault.text }
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const earlier = joined.get(lower)
    joined.set(lower, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  return {
    kind: 'reply',
    status: status ?? 0,
    headers: joined,
    body: body ?? new Uint8Array(),
    httpVersion: httpVersion ?? '1.1',
  }
}

import type { Send } from '#lib/providers/contract.ts'
import { Asking, type Way } from './asking.ts'
import { Breaker, type BreakerState } from './breaker.ts'
import { type Resolve, resolveBySystem } from './connect.ts'
import type { Exchange } from './exchange.ts'
import type { CommittedIntent } from './intent.ts'
import { Lines } from './lines.ts'
import { Secrets } from './secrets.ts'
import type { Gate, Target } from './target.ts'

export type { BreakerState } from './breaker.ts'

export interface Opened {
  readonly send: Send
  /** In the order in which they were begun; grows while it sends. */
  readonly exchanges: readonly Exchange[]
  /** Masks the secrets in a text that an answer takes out of a reply, such as an error message. */
  readonly mask: (text: string) => string
}

export interface WayOut {
  /**
   * Opens the way for one committed intent. Everything ends by `deadline`, or by that of the intent if it is sooner.
   * `secrets` came with the question and are masked in its exchanges as far as they are unmistakable. Aborting
   * `signal` ends what is under way as `cancelled`. `gate` takes the place of the connection's own.
   */
  forIntent(
    intent: CommittedIntent,
    options: {
      readonly deadline: Date
      readonly secrets: readonly string[]
      readonly signal?: AbortSignal
      readonly gate?: Gate
    },
  ): Opened
  readonly breaker: BreakerState
  /** Masks this value from now on wherever it appears in exchanges. */
  keepSecret(value: string): void
  /** Ends what is under way as `cancelled` and closes the sockets. */
  close(): Promise<void>
}

export interface WayOutParts {
  readonly gate: Gate
  readonly maskKey: Uint8Array
  /** Every secret in the connection's configuration. */
  readonly secrets: readonly string[]
  readonly now?: () => Date
  /** In [0, 1). */
  readonly random?: () => number
  readonly resolve?: Resolve
}

/** Opens the one way out to a connection. Throws a RangeError when `allowAddresses` holds no CIDR. */
export function openWayOut(target: Target, parts: WayOutParts): WayOut {
  const now = parts.now ?? (() => new Date())
  const breaker = new Breaker(target.limits.breaker, now)
  const secrets = new Secrets(parts.secrets)
  const lines = new Lines(target, parts.resolve ?? resolveBySystem, connectMs(target))
  const random = parts.random ?? Math.random
  const way: Way = { target, lines, breaker, gate: parts.gate, secrets, maskKey: parts.maskKey, now, random }
  const underWay = new Set<AbortController>()
  let closed = false

  return {
    forIntent: (intent, { deadline, secrets: own, signal, gate = parts.gate }) => {
      const until = deadline < intent.deadlineAt ? deadline : intent.deadlineAt
      const asking = new Asking(gate === way.gate ? way : { ...way, gate }, until, own)
      const send: Send = async (request) => {
        const ending = new AbortController()
        const abort = () => ending.abort()
        if (closed || signal?.aborted) abort()
        signal?.addEventListener('abort', abort)
        underWay.add(ending)
        try {
          return await asking.send(request, ending.signal)
        } finally {
          underWay.delete(ending)
          signal?.removeEventListener('abort', abort)
        }
      }
      return { send, exchanges: asking.exchanges, mask: (text) => asking.mask(text) }
    },
    get breaker() {
      return breaker.state
    },
    keepSecret: (value) => secrets.keep(value),
    close: async () => {
      closed = true
      for (const ending of underWay) ending.abort()
      await lines.close()
    },
  }
}

/**
 * A connection that does not come about in three tenths of the time-out (a second at least) will not, and there
 * is time to try twice more. For the first byte there is no such limit: a slow provider is waited for until the
 * deadline, since cutting it off and asking again would only be slower.
 */
function connectMs({ limits: { timeoutMs } }: Target): number {
  return Math.min(timeoutMs, Math.max(1_000, Math.round(timeoutMs * 0.3)))
}

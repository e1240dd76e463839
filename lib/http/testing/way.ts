import { onTestFinished } from 'vitest'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import type { CommittedIntent } from '#lib/http/intent.ts'
import type { Gate, Limits, Target } from '#lib/http/target.ts'
import { openWayOut, type WayOutParts } from '#lib/http/way-out.ts'
import type { Listening } from './servers.ts'

export const maskKey = Buffer.from('a key for tests')

/** Lets everybody in and counts. */
export function countingGate(): Gate & { readonly entered: number; readonly inside: number } {
  let entered = 0
  let inside = 0
  return {
    get entered() {
      return entered
    },
    get inside() {
      return inside
    },
    enter: async () => {
      entered += 1
      inside += 1
      let left = false
      return {
        leave: () => {
          if (!left) inside -= 1
          left = true
        },
      }
    },
  }
}

export interface WayOptions extends Partial<WayOutParts> {
  readonly target?: Partial<Omit<Target, 'limits'>>
  readonly limits?: Partial<Limits>
}

/** A way out to these origins, which is closed at the end of the test. */
export function openWay(origins: readonly string[], { target, limits, ...parts }: WayOptions = {}) {
  const gate = countingGate()
  const whole: Target = {
    connectionId: 'test',
    origins,
    production: false,
    allowAddresses: [],
    certificateAuthority: null,
    ...target,
    limits: {
      timeoutMs: 2_000,
      concurrency: 20,
      requestsPerSecond: 1_000,
      maxResponseBytes: 100_000,
      breaker: { failures: 1_000, share: 0.5, windowMs: 30_000, probeMs: 10_000 },
      ...limits,
    },
  }
  const way = openWayOut(whole, { gate, maskKey, secrets: [], random: () => 0.1, ...parts })
  onTestFinished(() => way.close())

  /** Asks once, under the time-out of the limits. */
  const ask = async (
    intent: CommittedIntent,
    request: Partial<OutgoingRequest> = {},
    options: { readonly secrets?: readonly string[]; readonly signal?: AbortSignal } = {},
  ) => {
    const deadline = new Date((parts.now?.() ?? new Date()).getTime() + whole.limits.timeoutMs)
    const { send, exchanges } = way.forIntent(intent, { deadline, secrets: [], ...options })
    const result = await send({ ...get(`${origins[0]}/`), ...request })
    return { result, exchanges }
  }
  return { way, gate, ask, target: whole }
}

/** A request that may not be repeated. */
export function get(url: string): OutgoingRequest {
  return { method: 'GET', url, headers: [], body: null, safeToRetry: false }
}

/** Starts a server for the length of the test. */
export async function during<Server extends Listening>(starting: Promise<Server>): Promise<Server> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

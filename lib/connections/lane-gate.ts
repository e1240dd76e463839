import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '#db/away.ts'
import { describeError } from '#lib/describe-error.ts'
import type { Gate, Lease, Target } from '#lib/http/target.ts'
import { getLog } from '#lib/log.ts'
import { renewLane, leaveLane } from './lane-gate-store.ts'
import { Slots } from './slots.ts'

/** The places that a lane of a batch has among the calls of a connection. */
export interface LaneGate extends Gate {
  /** How many calls it may have under way now, and how many it has. */
  readonly places: number
  readonly used: number
  /** Gives all places back. Calls that wait are not let in any more. */
  close(): Promise<void>
}

/** Places are shared anew, and slots taken, this often while calls are made, which do not wait for it. */
const renewMs = 100
/** How long to wait when there was no place, or no slot near enough. */
const pauseMs = 25
const awayMs = 250
/** A lane that is silent for so long past what its calls may take has died. */
const leaseGraceMs = 3_000

/**
 * A gate for a lane of a batch, on the same places and time slots as everybody's: it holds several places, and takes slots
 * in blocks, in a statement every tenth of a second instead of two for every call. `want`: most calls at once.
 */
export function openLaneGate(target: Target, want: number): LaneGate {
  const id = randomUUID()
  const slots = new Slots(target.limits.requestsPerSecond)
  const waiting: { readonly deadlineMs: number; readonly enter: (lease: Lease | null) => void }[] = []
  let places = 0
  let used = 0
  let usedSince = 0
  let renewedAtMs = -Infinity
  let closed = false
  let isPumping = false
  let pumped: Promise<void> = Promise.resolve()
  let renewing: Promise<void> | null = null
  let wake = () => {}

  return {
    get places() {
      return places
    },
    get used() {
      return used
    },
    enter: (_target, deadline) =>
      new Promise((resolve) => {
        if (closed) return resolve(null)
        waiting.push({ deadlineMs: deadline.getTime(), enter: resolve })
        wake()
        if (!isPumping) pumped = pump()
      }),
    close: async () => {
      closed = true
      wake()
      await pumped
      // It would take the places once more.
      await renewing
      await leaveLane(id).catch(() => {})
    },
  }

  /** Lets in one after the other, in order, as long as anybody waits. */
  async function pump(): Promise<void> {
    isPumping = true
    while (waiting.length > 0) {
      dropLate()
      if (closed) break
      const nowMs = performance.now()
      const slotInMs = slots.next(nowMs)
      const dueInMs = renewalDueMs(slotInMs) - nowMs
      if (dueInMs <= 0) renewing ??= renew().finally(endRenewal)
      if (used < places && slotInMs === 0) letIn()
      else await rest(Math.min(dueInMs > 0 ? dueInMs : renewMs, (used < places && slotInMs) || renewMs))
    }
    for (const { enter } of closed ? waiting.splice(0) : []) enter(null)
    // In the same step as the last look at who waits: whoever comes next begins anew.
    isPumping = false
  }

  /** At once when what it had was of use and is used up. */
  function renewalDueMs(slotInMs: number | null): number {
    if (places > 0 && slotInMs !== null) return renewedAtMs + renewMs
    return usedSince > 0 ? renewedAtMs : renewedAtMs + pauseMs
  }

  function endRenewal(): void {
    renewing = null
    wake()
  }

  function letIn(): void {
    const next = waiting.shift()
    if (!next) return
    slots.take()
    used += 1
    usedSince += 1
    let left = false
    next.enter({
      leave: () => {
        if (left) return
        left = true
        used -= 1
        wake()
      },
    })
  }

  function dropLate(): void {
    const nowMs = Date.now()
    const late = waiting.filter(({ deadlineMs }) => deadlineMs <= nowMs)
    if (late.length === 0) return
    waiting.splice(0, waiting.length, ...waiting.filter(({ deadlineMs }) => deadlineMs > nowMs))
    for (const { enter } of late) enter(null)
  }

  async function renew(): Promise<void> {
    const { concurrency, requestsPerSecond, timeoutMs } = target.limits
    // Half as many again as were needed of late, so that no more are held back from others than that.
    const wantSlots = slots.left(performance.now()) > usedSince ? 0 : Math.max(8, Math.ceil(usedSince * 1.5))
    usedSince = 0
    // All of them may be used before the answer is there: what is shared out to others is known to be free.
    const held = Math.max(used, places)
    const lane = { id, connectionId: target.connectionId, want, used: held, wantSlots, concurrency }
    try {
      const renewed = await renewLane({ ...lane, requestsPerSecond, leaseMs: timeoutMs + leaseGraceMs })
      places = renewed.places
      slots.add(renewed)
      renewedAtMs = performance.now()
    } catch (error) {
      if (!isDatabaseAway(error))
        getLog().error(describeError(error), 'The places of a lane could not be renewed')
      await sleep(awayMs)
    }
  }

  async function rest(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    wake = resolve
    await promise
    clearTimeout(timer)
    wake = () => {}
  }
}

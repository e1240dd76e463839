import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Gate, Lease, Target } from '#lib/http/target.ts'

/** A lease is taken over after so long past its call's deadline: its holder died. */
const leaseGraceMs = 5_000
const shortestPollMs = 5
const longestPollMs = 50

/**
 * A gate on Postgres: places and time slots of a connection are shared by every process. Slots are evenly
 * spaced, so that no second holds more than the limit; one that was missed is taken again, not used late.
 */
export function openGate(sql: Sql): Gate {
  return {
    enter: async (target, deadline) => {
      let pollMs = shortestPollMs
      while (Date.now() < deadline.getTime()) {
        const waitMs = await take(target, deadline)
        if (waitMs === null) {
          await sleep(pollMs * (0.5 + Math.random()))
          pollMs = Math.min(pollMs * 2, longestPollMs)
        } else {
          const lease = await waitForSlot(waitMs.lease, waitMs.waitMs, target, deadline)
          if (lease) return lease
        }
      }
      return null
    },
  }

  async function take(target: Target, deadline: Date) {
    const id = randomUUID()
    const { concurrency, requestsPerSecond } = target.limits
    const leaseMs = Math.ceil(deadline.getTime() - Date.now()) + leaseGraceMs
    const [row] = await sql<{ wait_ms: number | null }[]>`
      select enter_gate(${target.connectionId}, ${id}, ${concurrency}, ${requestsPerSecond}, ${leaseMs}) as wait_ms`
    const waitMs = row?.wait_ms ?? null
    return waitMs === null ? null : { lease: openLease(id), waitMs }
  }

  async function waitForSlot(
    lease: Lease,
    waitMs: number,
    target: Target,
    deadline: Date,
  ): Promise<Lease | null> {
    if (waitMs <= 0) return lease
    const slotAt = performance.now() + waitMs
    if (Date.now() + waitMs < deadline.getTime()) {
      await sleep(waitMs)
      const spacingMs = 1000 / target.limits.requestsPerSecond
      // A busy process wakes late; calls bunched up behind it would break the limit in their second.
      if (performance.now() - slotAt <= Math.max(2 * spacingMs, 10)) return lease
    } else {
      await sleep(Math.max(0, deadline.getTime() - Date.now()))
    }
    lease.leave()
    return null
  }

  function openLease(id: string): Lease {
    let left = false
    return {
      leave: () => {
        if (left) return
        left = true
        // When the database is away the lease runs out by itself.
        void sql`delete from gate_lease where id = ${id}`.then(undefined, () => {})
      },
    }
  }
}

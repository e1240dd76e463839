import { getSql } from '#db/client.ts'
import type { SlotBlock } from './slots.ts'

interface Renewal {
  readonly id: string
  readonly connectionId: string
  readonly want: number
  readonly used: number
  readonly wantSlots: number
  readonly concurrency: number
  readonly requestsPerSecond: number
  readonly leaseMs: number
}

/** Renews what a lane holds of a connection, and takes slots. Throws when the database is away. */
export async function renewLane(renewal: Renewal): Promise<SlotBlock & { readonly places: number }> {
  const { id, connectionId, want, used, wantSlots, concurrency, requestsPerSecond, leaseMs } = renewal
  const [row] = await getSql()<{ places: number; slot_ms: number; slots: number; now_ms: number }[]>`
    select places, slot_ms, slots, now_ms from enter_gate_lane(${connectionId}, ${id}, ${want}, ${used}, ${wantSlots},
      ${concurrency}, ${requestsPerSecond}, ${Math.ceil(leaseMs)})`
  if (!row) throw new Error('The gate gave nothing.')
  return {
    places: row.places,
    slotMs: row.slot_ms,
    slots: row.slots,
    nowMs: row.now_ms,
    cameMs: performance.now(),
  }
}

/** Gives back what a lane holds. */
export async function leaveLane(id: string): Promise<void> {
  await getSql()`delete from gate_lease where id = ${id}`
}

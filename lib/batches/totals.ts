import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { isUuid } from '#lib/time-id.ts'
import { countStatuses, type StatusRow, sumAmounts, type TotalRow } from './totals-store.ts'

/** What the answers of a batch add up to. */
export interface BatchTotals {
  readonly statuses: readonly StatusRow[]
  /**
   * Never across currencies, and never across connections: the same transaction asked at two of them is one movement
   * of money. Kinds stand apart, since cash and bonus are parts of the total.
   */
  readonly amounts: readonly TotalRow[]
}

/**
 * What the answers of a batch add up to by connection, status and currency, exactly. Reads every answered row (half a
 * second for 100,000): for who asks for it, not for every poll. Empty when there is no such batch.
 */
export async function readTotals(actor: Actor, batchId: string): Promise<BatchTotals> {
  await assertCan(actor, 'totals.read', { type: 'batch', id: batchId })
  if (!isUuid(batchId)) return { statuses: [], amounts: [] }
  const [statuses, amounts] = await Promise.all([countStatuses(batchId), sumAmounts(batchId)])
  return { statuses, amounts }
}

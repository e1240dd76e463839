import type { Actor } from '#lib/access/actor.ts'
import { changeBatch, getBatchFor } from './control.ts'
import { insertSteering } from './control-store.ts'

/**
 * Ends a batch: what waits is never asked, what is under way is still recorded. Throws `denied`, `not_found` and
 * `conflict` problems.
 */
export async function cancelBatch(actor: Actor, { batchId }: { readonly batchId: string }): Promise<void> {
  await getBatchFor(actor, 'batch.run', batchId)
  await changeBatch(actor, batchId, async () => ({
    event: { kind: 'batch.cancelled', batchId },
    write: (event) =>
      insertSteering(batchId, ['ready', 'awaiting_approval', 'running', 'paused'], 'cancelled', null, event),
  }))
}

import type { Actor } from '#lib/access/actor.ts'
import { changeBatch, getBatchFor } from './control.ts'
import { insertSteering } from './control-store.ts'

/**
 * Has nothing more of a batch asked until it is resumed; what is under way is still answered and recorded. Throws
 * `denied`, `not_found` and `conflict` problems.
 */
export async function pauseBatch(actor: Actor, { batchId }: { readonly batchId: string }): Promise<void> {
  await getBatchFor(actor, 'batch.run', batchId)
  await changeBatch(actor, batchId, async () => ({
    event: { kind: 'batch.paused', batchId },
    write: (event) => insertSteering(batchId, ['running'], 'paused', null, event),
  }))
}

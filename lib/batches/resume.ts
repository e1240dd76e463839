import type { Actor } from '#lib/access/actor.ts'
import { changeBatch, getBatchFor } from './control.ts'
import { insertSteering } from './control-store.ts'

/** Goes on with a batch that was paused. Throws `denied`, `not_found` and `conflict` problems. */
export async function resumeBatch(actor: Actor, { batchId }: { readonly batchId: string }): Promise<void> {
  await getBatchFor(actor, 'batch.run', batchId)
  await changeBatch(actor, batchId, async () => ({
    event: { kind: 'batch.resumed', batchId },
    write: (event) => insertSteering(batchId, ['paused'], 'running', null, event),
  }))
}

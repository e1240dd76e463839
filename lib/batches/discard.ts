import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getBatchFor } from './control.ts'
import { discardReady } from './intake-store.ts'

/** Gives up a batch that was read and not started: its rows go. Throws `denied`, `not_found`, and `conflict`. */
export async function discardBatch(actor: Actor, batchId: string): Promise<void> {
  await getBatchFor(actor, 'batch.run', batchId)
  if (await discardReady(batchId, composeEvent(actor, { kind: 'batch.cancelled', batchId }))) return
  throw new ProblemError({
    kind: 'conflict',
    message: 'Only a batch that is ready and not started can be discarded.',
  })
}

import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { changeBatch, getBatchFor } from './control.ts'
import { countToRetry, insertRetry } from './control-store.ts'

interface Retrying {
  readonly batchId: string
  /** `faults`: what has no answer. `pendings`: what was answered, and may still change. */
  readonly what: 'faults' | 'pendings'
}

/**
 * Has rows of a batch that are done asked again, and gives how many. A batch that had finished runs again. Throws
 * `denied`, `not_found` and `conflict` problems, the latter also when there are no such rows.
 */
export async function retryBatch(
  actor: Actor,
  { batchId, what }: Retrying,
): Promise<{ readonly rows: number }> {
  await getBatchFor(actor, 'batch.run', batchId)
  let rows = 0
  await changeBatch(actor, batchId, async () => {
    rows = await countToRetry(batchId, what)
    if (rows === 0) throw new ProblemError({ kind: 'conflict', message: nothingSuch[what] })
    return {
      event: { kind: 'batch.retried', batchId, rows, what: what === 'faults' ? 'faults' : 'pending' },
      write: (event) => insertRetry(batchId, what, rows, event),
    }
  })
  return { rows }
}

const nothingSuch = {
  faults: 'No row ended in a fault.',
  pendings: 'No row that was answered can still change.',
} as const

import { systemActor } from '#lib/access/actor.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { countItems, insertFinish } from './engine-store.ts'

/** Ends a batch that runs when none of its rows is open, with its event, once. Gives whether it did. */
export async function finishBatch(batchId: string): Promise<boolean> {
  const counts = await countItems(batchId)
  if (counts['waiting'] || counts['claimed']) return false
  const event = composeEvent(systemActor('batch'), { kind: 'batch.finished', batchId, counts })
  return writeEvent(event, () => insertFinish(batchId, event))
}

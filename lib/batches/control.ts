import type { Actor } from '#lib/access/actor.ts'
import type { Capability } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import type { BatchEvent } from '#lib/audit/batch-event.ts'
import { writeEvents } from '#lib/audit/write.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
import { type Change, findBatch, type StoredBatch } from './control-store.ts'

/** The batch, for an actor with the capability; `denied` and `not_found` problems otherwise. */
export async function getBatchFor(actor: Actor, capability: Capability, id: string): Promise<StoredBatch> {
  await assertCan(actor, capability, { type: 'batch', id })
  const batch = await findBatch(id)
  if (!batch) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  return batch
}

/** Does a change together with its event. `conflict` when the batch is in no state for it any more. */
export async function changeBatch(
  actor: Actor,
  batchId: string,
  /** Looks, and says what would be recorded and done: again when that was no longer true. */
  prepare: () => Promise<{
    readonly event: BatchEvent
    readonly write: (event: EventRow) => Promise<Change>
  }>,
): Promise<void> {
  let outcome: Change = 'changed'
  for (let tries = 0; outcome === 'changed' && tries < mostTries; tries += 1) {
    const { event, write } = await prepare()
    const row = composeEvent(actor, event)
    outcome = await writeEvents(
      [row],
      () => write(row),
      (ended) => (ended === 'done' ? [] : [row]),
    )
  }
  if (outcome === 'done') return
  const state = (await findBatch(batchId))?.state
  const message = outcome === 'changed' ? busy : `This is not possible while the batch is ${inWords(state)}.`
  throw new ProblemError({ kind: 'conflict', message })
}

/** A reason as people must give one; `invalid` problems name the field. */
export function checkReason(given: string): string {
  const reason = given.trim()
  if (reason.length > 0 && reason.length <= longestReason) return reason
  const message =
    reason === '' ? 'A reason is needed.' : `The reason is longer than ${longestReason} characters.`
  throw new ProblemError({ kind: 'invalid', message, fields: { reason: message } })
}

const mostTries = 5
const longestReason = 500
const busy = 'The rows of the batch keep changing. Try again in a moment.'

function inWords(state: string | undefined): string {
  return (state ?? 'gone').replaceAll('_', ' ')
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findActorNames } from '#lib/access/store.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { newTimeId } from '#lib/time-id.ts'
import { insertHold, liftStoredHold, readHold, readHolds, type StoredHold } from './hold-store.ts'
import { reasonInput, subjectInput } from './reason.ts'

export const setHoldInput = z.object({
  subjectKind: z.enum(['player', 'transaction', 'case'], 'must be player, transaction or case'),
  subject: subjectInput,
  reason: reasonInput,
})
export const liftHoldInput = z.object({ id: z.uuid('is not the id of a hold'), reason: reasonInput })

/** A hold with the names of who set and lifted it. */
export interface HoldView extends StoredHold {
  readonly setByName: string
  readonly liftedByName: string | null
}

const mostLifted = 20

/** Every hold in force, and the last that were lifted. */
export async function listHolds(actor: Actor): Promise<readonly HoldView[]> {
  await assertCan(actor, 'hold.set')
  const holds = await readHolds(mostLifted)
  const names = await findActorNames(holds.flatMap(({ setBy, liftedBy }) => [setBy, liftedBy ?? setBy]))
  return holds.map((hold) => ({
    ...hold,
    setByName: names.get(hold.setBy) ?? hold.setBy,
    liftedByName: hold.liftedBy === null ? null : (names.get(hold.liftedBy) ?? hold.liftedBy),
  }))
}

/**
 * Keeps evidence and record of a player, a transaction or a case from being erased and from being dropped, until it
 * is lifted. Throws `conflict` when it is held already.
 */
export async function setHold(
  actor: Actor,
  { subjectKind, subject, reason }: z.output<typeof setHoldInput>,
): Promise<{ readonly id: string }> {
  await assertCan(actor, 'hold.set')
  const id = newTimeId()
  const event = composeEvent(actor, { kind: 'hold.set', holdId: id, subjectKind, subject, reason })
  const hold = { id, subjectKind, subject, reason, setBy: actor.id }
  if (await writeEvent(event, () => insertHold(hold, event))) return { id }
  throw new ProblemError({ kind: 'conflict', message: `There is a hold on this ${subjectKind} already.` })
}

/** Ends a hold. Wants the password of the last minutes. Throws `not_found`, and `conflict` when it was lifted already. */
export async function liftHold(actor: Actor, { id, reason }: z.output<typeof liftHoldInput>): Promise<void> {
  await assertCan(actor, 'hold.set', { type: 'hold', id })
  const hold = await readHold(id)
  if (!hold) throw new ProblemError({ kind: 'not_found', message: 'There is no such hold.' })
  await assertFresh(actor)
  const { subjectKind, subject } = hold
  const event = composeEvent(actor, { kind: 'hold.lifted', holdId: id, subjectKind, subject, reason })
  if (await writeEvent(event, () => liftStoredHold(id, reason, actor.id, event))) return
  throw new ProblemError({ kind: 'conflict', message: 'This hold was lifted already.' })
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { longestErasureWaitDays } from '#lib/audit/verify/match-holds.ts'
import { writeEvents } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { newTimeId } from '#lib/time-id.ts'
import {
  endErasure,
  type ErasureEnd,
  eraseEvidence,
  insertErasure,
  readErasure,
  readKeysAbout,
  type StoredErasure,
} from './erasure-store.ts'
import { reasonInput, subjectInput } from './reason.ts'

export const requestErasureInput = z.object({ playerId: subjectInput, reason: reasonInput })
export const decideErasureInput = z.object({
  id: z.uuid('is not the id of an erasure'),
  reason: reasonInput,
})
type Decision = z.output<typeof decideErasureInput>

/**
 * Asks that what providers sent about a player be erased. Another person must approve. Like everything here it is for
 * people who gave their password within the last minutes; throws `conflict` when the evidence is under legal hold, when
 * there is none, or when the same was asked for already.
 */
export async function requestErasure(
  actor: Actor,
  { playerId, reason }: z.output<typeof requestErasureInput>,
): Promise<{ readonly id: string }> {
  await assertMayErase(actor)
  const id = newTimeId()
  const row = composeEvent(actor, { kind: 'erasure.requested', erasureId: id, playerId, reason })
  const asked = { id, playerId, reason, requestedBy: actor.id }
  await finish(actor, id, await writeEvents([row], () => insertErasure(asked, row), unlessDone([row])))
  return { id }
}

/** Takes back what one asked for oneself. */
export async function withdrawErasure(actor: Actor, { id, reason }: Decision): Promise<void> {
  await end(actor, id, 'withdrawn', reason)
}

/** Says no to what somebody else asked for. */
export async function refuseErasure(actor: Actor, { id, reason }: Decision): Promise<void> {
  await end(actor, id, 'refused', reason)
}

/**
 * Approves what somebody else asked for, which erases it at once and for good: the keys of the player and of the
 * transactions known to be theirs. What was recorded stays verifiable, and nobody can read it.
 */
export async function approveErasure(actor: Actor, { id, reason }: Decision): Promise<void> {
  const { playerId, requestedBy, requestedAt } = await getErasure(actor, id)
  if (Date.now() - Date.parse(requestedAt) > longestErasureWaitDays * 86_400_000)
    throw new ProblemError({ kind: 'conflict', message: tooLate })
  let ended: ErasureEnd = 'changed'
  // The event names the keys, and a look-up may have made another since they were read.
  for (let tries = 0; ended === 'changed' && tries < 5; tries += 1) {
    const keyIds = await readKeysAbout(playerId)
    const event = { kind: 'evidence.erased', erasureId: id, playerId, reason, requestedBy, keyIds } as const
    const row = composeEvent(actor, event)
    const erase = () => eraseEvidence(id, keyIds, reason, actor.id, row)
    ended = await writeEvents([row], erase, unlessDone([row]))
  }
  await finish(actor, id, ended)
}

async function end(actor: Actor, id: string, ending: 'refused' | 'withdrawn', reason: string): Promise<void> {
  const { playerId } = await getErasure(actor, id)
  const row = composeEvent(actor, { kind: `erasure.${ending}`, erasureId: id, playerId, reason })
  const write = () => endErasure(id, ending, reason, actor.id, row)
  await finish(actor, id, await writeEvents([row], write, unlessDone([row])))
}

async function getErasure(actor: Actor, id: string): Promise<StoredErasure> {
  await assertMayErase(actor, id)
  const erasure = await readErasure(id)
  if (erasure) return erasure
  throw new ProblemError({ kind: 'not_found', message: 'There is no such request.' })
}

/** Two people: a token or the command line is nobody. */
async function assertMayErase(actor: Actor, id?: string): Promise<void> {
  const object = id === undefined ? undefined : ({ type: 'erasure', id } as const)
  await assertCan(actor, 'evidence.erase', object)
  if (actor.kind !== 'user') {
    await recordEvent(actor, {
      kind: 'access.denied',
      capability: 'evidence.erase',
      ...(object && { object }),
    })
    const message = 'Evidence is erased by people who are signed in, and by nothing else.'
    throw new ProblemError({ kind: 'conflict', message })
  }
  await assertFresh(actor)
}

function unlessDone<Row>(rows: readonly Row[]) {
  return (ended: ErasureEnd) => (ended === 'done' ? [] : rows)
}

/** What the database decided. A refusal for who it is, or for a hold, is recorded. */
async function finish(actor: Actor, id: string, ended: ErasureEnd): Promise<void> {
  if (ended === 'done') return
  if (ended === 'own' || ended === 'other' || ended === 'held') {
    const object = { type: 'erasure', id } as const
    await recordEvent(actor, { kind: 'access.denied', capability: 'evidence.erase', object })
  }
  throw new ProblemError({ kind: 'conflict', message: messages[ended] })
}

const tooLate = `This was asked for more than ${longestErasureWaitDays} days ago. Refuse it, and have it asked again.`

const messages: Record<Exclude<ErasureEnd, 'done'>, string> = {
  held: 'This is under legal hold. Lift the hold first.',
  clear: 'The worker is still encrypting what was recorded before. Try again in a few minutes.',
  nothing: 'Nothing is kept about this player that could be erased.',
  waiting: 'An erasure of this player’s evidence waits for a second person already.',
  decided: 'This was decided already.',
  own: 'You asked for this yourself. Another manager must decide; you can withdraw it.',
  other: 'Only who asked can withdraw this. You can refuse it.',
  changed: 'Look-ups about this player are under way. Try again in a minute.',
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { type Coverage, countCovered, readErasures, type StoredErasure } from './erasure-store.ts'
import { readHoldsOn, type StoredHold } from './hold-store.ts'
import { subjectInput } from './reason.ts'

export const previewErasureInput = z.object({ playerId: subjectInput })

/** What an erasure would take away, and what stands in its way. */
export interface ErasurePreview extends Coverage {
  readonly playerId: string
  readonly holds: readonly StoredHold[]
}

/** A request with the names of who asked and who decided. */
export interface ErasureView extends StoredErasure {
  readonly requestedByName: string
  readonly decidedByName: string | null
}

const mostDecided = 20

/** What waits for a second person, the oldest first, and what was decided last. */
export async function listErasures(actor: Actor): Promise<readonly ErasureView[]> {
  await assertCan(actor, 'evidence.erase')
  const erasures = await readErasures(mostDecided)
  const names = await findActorNames(
    erasures.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy ?? requestedBy]),
  )
  return erasures.map((erasure) => ({
    ...erasure,
    requestedByName: names.get(erasure.requestedBy) ?? erasure.requestedBy,
    decidedByName: erasure.decidedBy === null ? null : (names.get(erasure.decidedBy) ?? erasure.decidedBy),
  }))
}

/** How much is kept about a player. It tells that the player was looked at, and so it is recorded like a search. */
export async function previewErasure(
  actor: Actor,
  { playerId }: z.output<typeof previewErasureInput>,
): Promise<ErasurePreview> {
  await assertCan(actor, 'evidence.erase')
  const [covered, holds] = await Promise.all([countCovered(playerId), readHoldsOn(playerId)])
  const event = {
    kind: 'audit.searched',
    filter: { playerId },
    rows: covered.lookups,
    eventId: null,
  } as const
  await recordEvent(actor, event)
  return { ...covered, playerId, holds }
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { isStorable } from '#lib/json/storable.ts'
import { newTimeId } from '#lib/time-id.ts'
import { auditFilter } from './filter.ts'
import {
  type Change,
  insertView,
  markDeleted,
  readViews,
  restore,
  type SavedView,
  updateView,
} from './saved-view-store.ts'

export type { SavedView }

const text = (longest: number) =>
  z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must be at most ${longest} characters`)
    .refine(isStorable, 'holds a character that cannot be kept')

const { cursor: _cursor, from: _from, to: _to, ...narrowing } = auditFilter.shape

/** What a view narrows by: the query of the page, its days as they were typed. */
const viewFilter = z.strictObject({ ...narrowing, from: text(40).optional(), to: text(40).optional() })

const viewId = z.uuid('is not the id of a view')
export const saveViewInput = z.strictObject({ name: text(60), shared: z.boolean(), filter: viewFilter })
export const changeViewInput = z.strictObject({
  id: viewId,
  name: text(60).optional(),
  shared: z.boolean().optional(),
})
export const viewInput = z.strictObject({ id: viewId })

/** The actor's own views and those that others share, by name. */
export async function listViews(actor: Actor): Promise<readonly SavedView[]> {
  await assertCan(actor, 'audit.read')
  return readViews(actor.id)
}

/** Keeps a filter under a name. Throws `conflict` when the actor has a view of this name. */
export async function saveView(
  actor: Actor,
  { name, shared, filter }: z.output<typeof saveViewInput>,
): Promise<void> {
  await assertCan(actor, 'audit.read')
  const given = Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  )
  settle(await insertView({ id: newTimeId(), ownerId: actor.id, name, shared, filter: given }), name)
}

/** Renames a view of one's own, or shares it, or no longer. */
export async function changeView(
  actor: Actor,
  { id, name, shared }: z.output<typeof changeViewInput>,
): Promise<void> {
  await assertCan(actor, 'audit.read')
  settle(await updateView(actor.id, id, name ?? null, shared ?? null), name ?? '')
}

/** Deletes a view of one's own; it can be taken back for a day. */
export async function deleteView(actor: Actor, { id }: z.output<typeof viewInput>): Promise<void> {
  await assertCan(actor, 'audit.read')
  settle(await markDeleted(actor.id, id), '')
}

/** Takes back a deletion. */
export async function restoreView(actor: Actor, { id }: z.output<typeof viewInput>): Promise<void> {
  await assertCan(actor, 'audit.read')
  settle(await restore(actor.id, id), '')
}

function settle(change: Change, name: string): void {
  switch (change) {
    case 'done':
      return
    case 'name_taken':
      throw new ProblemError({
        kind: 'conflict',
        message: `You have a view ${name === '' ? 'of this name' : `named “${name}”`} already.`,
      })
    case 'none':
      throw new ProblemError({
        kind: 'not_found',
        message: 'You have no such view. Only who saved a view can change it.',
      })
  }
}

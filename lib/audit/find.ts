import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { recordEvent } from './record.ts'
import { readEvent } from './search-store.ts'
import { type EventView, toEventView } from './view.ts'

/** One event, recorded as opened; null when there is none with this id. Everybody may read their own. */
export async function findEvent(actor: Actor, id: string): Promise<EventView | null> {
  await assertCan(actor, 'audit.own', { type: 'event', id })
  const record = await readEvent(id)
  if (!record) return null
  if (record.actorId !== actor.id) await assertCan(actor, 'audit.read', { type: 'event', id })
  const names = await findActorNames([record.actorId])
  await recordEvent(actor, { kind: 'audit.searched', filter: {}, rows: 0, eventId: id })
  return toEventView(record, names)
}

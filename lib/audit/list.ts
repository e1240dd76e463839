import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { type AuditFilter, reachOf, toRecorded } from './filter.ts'
import { findIdBounds } from './period.ts'
import { recordEvent } from './record.ts'
import { composeWhere, countEvents, findEnd, readEvent, readEvents } from './search-store.ts'
import { type EventView, toEventView } from './view.ts'

export interface AuditPage {
  readonly data: readonly EventView[]
  /** Null on the last page. */
  readonly nextCursor: string | null
  /** How many events match in all, up to `mostCounted`. */
  readonly matched: number
  /** What was counted is older than this cursor: an export from here has as many rows, whatever is done meanwhile. */
  readonly end: string
  /** The event looked at beside the list, whether or not the filter holds it; null when there is none. */
  readonly opened: EventView | null
}

/** Counting goes no further, since it is done for every page. */
export const mostCounted = 10_000

/**
 * A page of the audit, the newest first, and beside it the event `openedId`. Being searched is an event too,
 * recorded before anything is given; a page does not show its own.
 */
export async function searchAudit(
  actor: Actor,
  filter: AuditFilter,
  size: number,
  openedId: string | null = null,
): Promise<AuditPage> {
  await assertCan(actor, reachOf(actor, filter))
  const bounds = await findIdBounds(filter)
  const end = await findEnd()
  const [records, counted, opened] = await Promise.all([
    readEvents(composeWhere(actor, filter, bounds), size + 1),
    countEvents(composeWhere(actor, { ...filter, cursor: end }, bounds), mostCounted + 1),
    openedId === null ? null : readEvent(openedId),
  ])
  if (opened && opened.actorId !== actor.id)
    await assertCan(actor, 'audit.read', { type: 'event', id: opened.id })
  const shown = records.slice(0, size)
  const names = await findActorNames([
    ...new Set([...shown, ...(opened ? [opened] : [])].map((one) => one.actorId)),
  ])
  const data = shown.map((record) => toEventView(record, names))
  await recordEvent(actor, {
    kind: 'audit.searched',
    filter: toRecorded(filter),
    rows: data.length,
    eventId: opened?.id ?? null,
  })
  return {
    data,
    nextCursor: records.length > size ? (data.at(-1)?.id ?? null) : null,
    matched: counted,
    end,
    opened: opened && toEventView(opened, names),
  }
}

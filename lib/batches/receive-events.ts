import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type AuditFilter, auditFilter, reachOf, toRecorded } from '#lib/audit/filter.ts'
import { findIdBounds } from '#lib/audit/period.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { composeWhere, countAllEvents } from '#lib/audit/search-store.ts'
import { type FoundQuestion, readFoundEvents } from './found-store.ts'
import { type Outlive, receiveFound } from './receive-found.ts'

/** The whole of a filter, from whatever page of its list it comes. */
export const checkEventsInput = auditFilter.omit({ cursor: true })

/**
 * Makes a batch of the transactions that the events of a filter name, as they were asked about, the newest first. Gives
 * the id at once. That the audit is read is recorded. Throws `denied` problems.
 */
export async function receiveEvents(
  actor: Actor,
  filter: AuditFilter,
  outlive: Outlive,
): Promise<{ readonly id: string }> {
  await assertCan(actor, 'batch.run')
  await assertCan(actor, reachOf(actor, filter))
  const list = {
    kind: 'events',
    filter: toRecorded(filter),
    saidColumns: ['status_before', 'asked_before_utc', 'asked_before_by', 'event', 'event_utc', 'event_by'],
    pages: readPages(actor, filter),
    none: 'No event that this filter finds names a transaction that was asked about.',
  } as const
  return receiveFound(actor, list, outlive)
}

const pageSize = 1000

async function* readPages(actor: Actor, filter: AuditFilter): AsyncGenerator<readonly FoundQuestion[]> {
  const bounds = await findIdBounds(filter)
  const rows = await countAllEvents(composeWhere(actor, filter, bounds))
  await recordEvent(actor, { kind: 'audit.searched', filter: toRecorded(filter), rows, eventId: null })
  let cursor: string | undefined
  do {
    const page = await readFoundEvents(composeWhere(actor, { ...filter, cursor }, bounds), pageSize)
    yield page.found
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

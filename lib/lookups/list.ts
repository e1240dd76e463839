import { and, desc, eq, gte, lt, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { lookup, lookupOutcome } from '#db/schema/record.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { outcomes, statuses } from '#lib/providers/vocabulary.ts'
import { firstTimeId } from '#lib/time-id.ts'
import type { LookupView } from './public.ts'
import { read, type ReadOptions } from './read.ts'

const instant = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time with a zone' })

/** How a history of look-ups can be narrowed; the same in the URL of the page and of the API. */
export const lookupFilter = z.strictObject({
  connection: z.string().max(40).optional(),
  status: z.enum(statuses).optional(),
  outcome: z.enum(outcomes).optional(),
  transactionId: z.string().max(200).optional(),
  playerId: z.string().max(200).optional(),
  request: z.uuid().optional(),
  /** Who asked: an actor's id, or `me`. */
  by: z.string().max(200).optional(),
  from: instant.optional(),
  /** Exclusive. */
  to: instant.optional(),
  /** From the page before: look-ups older than it. */
  cursor: z.uuid('is not a cursor of this list').optional(),
})
export type LookupFilter = z.output<typeof lookupFilter>

export interface LookupPage {
  readonly data: readonly LookupView[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/**
 * A page of look-ups, the newest first. Who may not read everyone's gets their own where the filter names
 * nobody; naming somebody else is denied, but a transaction's history is everyone's who may ask.
 */
export async function listLookups(actor: Actor, filter: LookupFilter, size: number): Promise<LookupPage> {
  await assertCan(actor, reachOf(actor, filter))
  const views = await read(composeList(actor, filter, size))
  const data = views.slice(0, size)
  return { data, nextCursor: views.length > size ? (data.at(-1)?.id ?? null) : null }
}

/** The page that a filter asks for, and one look-up more, which tells whether there is a next page. */
export function composeList(actor: Actor, filter: LookupFilter, size: number): ReadOptions {
  const by = reachOf(actor, filter) === 'history.own' ? actor.id : filter.by
  const where: (SQL | undefined)[] = [
    filter.connection === undefined ? undefined : eq(lookup.connectionId, filter.connection),
    filter.status === undefined ? undefined : eq(lookupOutcome.status, filter.status),
    filter.outcome === undefined ? undefined : eq(lookupOutcome.outcome, filter.outcome),
    filter.transactionId === undefined ? undefined : eq(lookup.transactionId, filter.transactionId),
    filter.playerId === undefined ? undefined : eq(lookup.playerId, filter.playerId),
    filter.request === undefined ? undefined : eq(lookup.requestId, filter.request),
    by === undefined ? undefined : eq(lookup.askedBy, by === 'me' ? actor.id : by),
    filter.from === undefined ? undefined : gte(lookup.id, firstTimeId(new Date(filter.from))),
    filter.to === undefined ? undefined : lt(lookup.id, firstTimeId(new Date(filter.to))),
    filter.cursor === undefined ? undefined : lt(lookup.id, filter.cursor),
  ]
  return { where: and(...where), orderBy: [desc(lookup.id)], limit: size + 1 }
}

/** What somebody needs to be allowed to see what the filter asks for. */
function reachOf(actor: Actor, filter: LookupFilter): 'history.own' | 'history.transaction' | 'audit.read' {
  if (filter.transactionId !== undefined) return 'history.transaction'
  if (filter.by === undefined) return can(actor, 'audit.read') ? 'audit.read' : 'history.own'
  return filter.by === 'me' || filter.by === actor.id ? 'history.own' : 'audit.read'
}

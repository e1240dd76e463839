import { and, desc, eq, gte, inArray, lt, not, type SQL } from 'drizzle-orm'
import { getDb } from '#db/client.ts'
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

/**
 * The page that a filter asks for, and one look-up more, which tells whether there is a next page. The ids are
 * chosen first, from indexes alone: walking the table backwards instead, as the planner likes to, takes as long
 * as the person, connection or status asked for has been quiet.
 */
export function composeList(actor: Actor, filter: LookupFilter, size: number): ReadOptions {
  const ids = getDb().select({ id: lookup.id }).from(lookup)
  const onLookup = narrowLookup(actor, filter)
  const onOutcome = narrowOutcome(filter)
  // Said of both tables where both are narrowed, since the planner passes on equalities only.
  const onTime = onOutcome.length === 0 || onLookup.length > 0 ? within(lookup.id, filter) : []
  const page =
    onOutcome.length === 0
      ? ids.where(and(...onLookup, ...onTime))
      : ids
          .innerJoin(lookupOutcome, and(eq(lookupOutcome.lookupId, lookup.id), not(lookupOutcome.late)))
          .where(and(...onLookup, ...onTime, ...onOutcome, ...within(lookupOutcome.lookupId, filter)))
  const chosen = page.orderBy(desc(lookup.id)).limit(size + 1)
  return { where: inArray(lookup.id, chosen), orderBy: [desc(lookup.id)] }
}

function narrowLookup(actor: Actor, filter: LookupFilter): readonly SQL[] {
  const by = reachOf(actor, filter) === 'history.own' ? actor.id : filter.by
  return [
    ...(filter.connection === undefined ? [] : [eq(lookup.connectionId, filter.connection)]),
    ...(filter.transactionId === undefined ? [] : [eq(lookup.transactionId, filter.transactionId)]),
    ...(filter.playerId === undefined ? [] : [eq(lookup.playerId, filter.playerId)]),
    ...(filter.request === undefined ? [] : [eq(lookup.requestId, filter.request)]),
    ...(by === undefined ? [] : [eq(lookup.askedBy, by === 'me' ? actor.id : by)]),
  ]
}

function narrowOutcome({ status, outcome }: LookupFilter): readonly SQL[] {
  return [
    ...(status === undefined ? [] : [eq(lookupOutcome.status, status)]),
    ...(outcome === undefined ? [] : [eq(lookupOutcome.outcome, outcome)]),
  ]
}

function within(id: typeof lookup.id | typeof lookupOutcome.lookupId, { from, to, cursor }: LookupFilter) {
  return [
    from === undefined ? undefined : gte(id, firstTimeId(new Date(from))),
    to === undefined ? undefined : lt(id, firstTimeId(new Date(to))),
    cursor === undefined ? undefined : lt(id, cursor),
  ]
}

/** What somebody needs to be allowed to see what the filter asks for. */
function reachOf(actor: Actor, filter: LookupFilter): 'history.own' | 'history.transaction' | 'audit.read' {
  if (filter.transactionId !== undefined) return 'history.transaction'
  if (filter.by === undefined) return can(actor, 'audit.read') ? 'audit.read' : 'history.own'
  return filter.by === 'me' || filter.by === actor.id ? 'history.own' : 'audit.read'
}

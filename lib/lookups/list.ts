import { and, asc, desc, eq, gt, gte, inArray, lt, not, type SQL } from 'drizzle-orm'
import { getDb } from '#db/client.ts'
import { z } from 'zod'
import { lookup, lookupOutcome } from '#db/schema/record.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { isStorable } from '#lib/json/storable.ts'
import { outcomes, statuses } from '#lib/providers/vocabulary.ts'
import { firstTimeId } from '#lib/time-id.ts'
import type { LookupView } from './public.ts'
import { read, type ReadOptions } from './read.ts'

const instant = z.iso.datetime({
  offset: true,
  error: 'must be a time with its zone, such as 2026-11-01T14:00:00Z',
})
const text = (longest: number) =>
  z
    .string('must stand once')
    .max(longest, `must be at most ${longest} characters`)
    .refine(isStorable, 'holds a character that no text can hold')

/** How a history of look-ups can be narrowed; the same in the URL of the page and of the API. */
export const lookupFilter = z.strictObject({
  connection: text(40).optional(),
  status: z.enum(statuses, `must be one of ${statuses.join(', ')}`).optional(),
  outcome: z.enum(outcomes, `must be one of ${outcomes.join(', ')}`).optional(),
  transactionId: text(200).optional(),
  playerId: text(200).optional(),
  request: z.uuid('must be the id of a request').optional(),
  /** Who asked: an actor's id, or `me`. */
  by: text(200).optional(),
  from: instant.optional(),
  /** Exclusive. */
  to: instant.optional(),
  /** From the page before: look-ups after it in the list. */
  cursor: z.uuid('is not a cursor of this list').optional(),
})
export type LookupFilter = z.output<typeof lookupFilter>

export interface LookupPage {
  readonly data: readonly LookupView[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/**
 * A page of look-ups, the newest first; of one request, in the order asked. Who may not read everyone's gets their own where the filter names
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
  const order = isInOrderAsked(filter) ? asc(lookup.id) : desc(lookup.id)
  const chosen = page.orderBy(order).limit(size + 1)
  return { where: inArray(lookup.id, chosen), orderBy: [order] }
}

/** A request is read as the list that it is. Its ids ascend in the order asked. */
export function isInOrderAsked({ request }: LookupFilter): boolean {
  return request !== undefined
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

function within(id: typeof lookup.id | typeof lookupOutcome.lookupId, filter: LookupFilter) {
  const { from, to, cursor } = filter
  return [
    from === undefined ? undefined : gte(id, firstIdAt(from)),
    to === undefined ? undefined : lt(id, firstIdAt(to)),
    cursor === undefined ? undefined : isInOrderAsked(filter) ? gt(id, cursor) : lt(id, cursor),
  ]
}

/** No id is older than 1970. */
function firstIdAt(at: string): string {
  return firstTimeId(new Date(Math.max(0, Date.parse(at))))
}

export type Reach = 'history.own' | 'history.transaction' | 'audit.read'

/** How far a filter reaches: to the actor's own, to everyone's of a transaction, or to everyone's. It is what they need. */
export function reachOf(actor: Actor, filter: LookupFilter): Reach {
  if (filter.transactionId !== undefined) return 'history.transaction'
  if (filter.by === undefined) return can(actor, 'audit.read') ? 'audit.read' : 'history.own'
  return filter.by === 'me' || filter.by === actor.id ? 'history.own' : 'audit.read'
}

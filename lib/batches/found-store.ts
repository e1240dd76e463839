import { and, eq, not } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import { getDb, getSql } from '#db/client.ts'
import { lookup, lookupOutcome } from '#db/schema/record.ts'
import type { Actor } from '#lib/access/actor.ts'
import { findActorNames } from '#lib/access/store.ts'
import { composeList, type LookupFilter } from '#lib/lookups/list.ts'

/** What was once asked, and what the row of a list said of it. */
export interface FoundQuestion {
  readonly connectionId: string
  readonly input: Readonly<Record<string, string>>
  /** What became of it, when it was asked, by whom; of an event its kind, its time and who did it, too. */
  readonly said: readonly string[]
}

interface FoundPage {
  readonly found: readonly FoundQuestion[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/** A page of the look-ups that a filter finds, in its order. */
export async function readFoundLookups(actor: Actor, filter: LookupFilter, size: number): Promise<FoundPage> {
  const { where, orderBy } = composeList(actor, filter, size)
  const rows = await getDb()
    .select({
      id: lookup.id,
      connectionId: lookup.connectionId,
      input: lookup.input,
      askedAt: lookup.askedAt,
      askedBy: lookup.askedBy,
      outcome: lookupOutcome.outcome,
      status: lookupOutcome.status,
      absence: lookupOutcome.absence,
      fault: lookupOutcome.fault,
    })
    .from(lookup)
    .leftJoin(lookupOutcome, and(eq(lookupOutcome.lookupId, lookup.id), not(lookupOutcome.late)))
    .where(where)
    .orderBy(...orderBy)
  const shown = rows.slice(0, size)
  const nameOf = await findNames(shown.map(({ askedBy }) => askedBy))
  return {
    found: shown.map(({ connectionId, input, askedAt, askedBy, ...became }) => ({
      connectionId,
      input,
      said: [becameWord(became), askedAt.toISOString(), nameOf(askedBy)],
    })),
    nextCursor: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
  }
}

interface FoundEvent {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly actorId: string
  /** This and the rest are null where the look-up is not kept any more. */
  readonly connectionId: string | null
  readonly input: Readonly<Record<string, string>> | null
  readonly askedAt: string | null
  readonly askedBy: string | null
  readonly outcome: string | null
  readonly status: string | null
  readonly absence: string | null
  readonly fault: string | null
}

/** A page of the events that match, as far as they name a look-up, the newest first. */
export async function readFoundEvents(where: Fragment, size: number): Promise<FoundPage> {
  const rows = await getSql()<FoundEvent[]>`
    with event as materialized (
      select id, kind, recorded_at, actor_id, lookup_id from audit.event
      where ${where} and lookup_id is not null order by id desc limit ${size})
    select event.id::text, event.kind, iso(event.recorded_at) as at, event.actor_id as "actorId",
      l.connection_id as "connectionId", l.input, iso(l.asked_at) as "askedAt", l.asked_by as "askedBy",
      o.outcome, o.status, o.absence, o.fault
    from event
    left join lookup l on l.id = event.lookup_id
    left join lookup_outcome o on o.lookup_id = l.id and not o.late
    order by event.id desc`
  const nameOf = await findNames(rows.flatMap(({ askedBy, actorId }) => [askedBy ?? actorId, actorId]))
  return {
    found: rows.flatMap(({ connectionId, input, askedAt, askedBy, kind, at, actorId, ...became }) =>
      connectionId === null || input === null || askedBy === null
        ? []
        : [
            {
              connectionId,
              input,
              said: [becameWord(became), askedAt ?? '', nameOf(askedBy), kind, at, nameOf(actorId)],
            },
          ],
    ),
    nextCursor: rows.length === size ? (rows.at(-1)?.id ?? null) : null,
  }
}

async function findNames(actorIds: readonly string[]): Promise<(actorId: string) => string> {
  const names = await findActorNames([...new Set(actorIds)])
  return (actorId) => names.get(actorId) ?? actorId
}

interface Became {
  readonly outcome: string | null
  readonly status: string | null
  readonly absence: string | null
  readonly fault: string | null
}

/** The one word that says most: `pending`, `not_found`, `timeout`, `interrupted`; '' while there is no outcome. */
function becameWord({ outcome, status, absence, fault }: Became): string {
  return status ?? absence ?? fault ?? outcome ?? ''
}

import { and, eq, sql as fragment } from 'drizzle-orm'
import { arrayLiteral } from '#db/array.ts'
import { getDb, getSql } from '#db/client.ts'
import { lookup, lookupOutcome } from '#db/schema/record.ts'
import { writeEvents } from '#lib/audit/write.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { type CommittedIntent, commitIntent } from '#lib/http/intent.ts'
import type { Intent, LookupRow } from './intents.ts'

export interface Idempotency {
  readonly key: string
  /** Hex digest of the request, so that another request under the same key is noticed. */
  readonly requestSha256: string
}

/** Gives the proof that these are committed; throws for any that is not. */
export type Prove = (intents: readonly Intent[]) => CommittedIntent

export type Committed =
  | { readonly kind: 'committed'; readonly prove: Prove }
  /** The idempotency key is known: nothing was committed, and this is what stands under it. */
  | { readonly kind: 'replayed'; readonly requestId: string; readonly sameRequest: boolean }

/** Commits questions with their events in one statement, all or none. Throws when the database is away. */
export async function commitIntents(
  rows: readonly LookupRow[],
  events: readonly EventRow[],
  actorId: string,
  idempotency: Idempotency | null,
): Promise<Committed> {
  const sql = getSql()
  const [standing] = await writeEvents(
    events,
    () => sql<{ request_id: string; stood_sha256: string }[]>`
      select * from record_intents(${JSON.stringify(rows)}::text::jsonb, ${JSON.stringify(events)}::text::jsonb,
        ${actorId}, ${idempotency?.key ?? null}, ${idempotency?.requestSha256 ?? null})`,
    (replayed) => (replayed.length > 0 ? events : []),
  )
  if (standing) {
    const sameRequest = standing.stood_sha256 === idempotency?.requestSha256
    return { kind: 'replayed', requestId: standing.request_id, sameRequest }
  }
  return { kind: 'committed', prove: proofOf(new Set(rows.map(({ id }) => id))) }
}

/**
 * Commits look-ups of rows of batches with their events in one statement: of those rows that this run of a lane still
 * holds as it claimed them. Gives the ids of these look-ups, and their proof. Throws when the database is away.
 */
export async function commitBatchIntents(
  run: string,
  rows: readonly (LookupRow & { readonly attempt: number })[],
  events: readonly EventRow[],
): Promise<{ readonly ids: ReadonlySet<string>; readonly prove: Prove }> {
  const committed = await writeEvents(
    events,
    () => getSql()<{ id: string }[]>`
      select id from record_batch_intents(${run}, ${JSON.stringify(rows)}::text::jsonb,
        ${JSON.stringify(events)}::text::jsonb) as id`,
    (kept) => {
      if (kept.length === rows.length) return []
      const ids = new Set(kept.map(({ id }) => id))
      return events.filter((event) => !ids.has(event.lookup_id ?? ''))
    },
  )
  const ids = new Set(committed.map(({ id }) => id))
  return { ids, prove: proofOf(ids) }
}

function proofOf(committed: ReadonlySet<string>): Prove {
  return (intents) => {
    const strangers = intents.filter(({ id }) => !committed.has(id))
    if (strangers.length > 0) throw new Error(`Not committed: ${strangers.map(({ id }) => id).join(', ')}`)
    const deadlineAt = Math.min(...intents.map((intent) => intent.deadlineAt.getTime()))
    return commitIntent(
      intents.map(({ id }) => id),
      new Date(deadlineAt),
    )
  }
}

/** Forgets keys older than a day: whoever repeats a request does so within minutes. Gives how many. */
export async function dropOldIdempotencyKeys(): Promise<number> {
  const { count } = await getSql()`delete from idempotency_key where created_at < now() - interval '1 day'`
  return count
}

/** What of an outcome is copied to where it is looked for. */
interface KeptOutcome {
  readonly id: string
  readonly lookup_id: string
  readonly outcome: string
  readonly status: string | null
  readonly absence: string | null
  readonly fault: string | null
  readonly final: boolean | null
}

export interface OutcomeRows {
  readonly outcomes: readonly KeptOutcome[]
  readonly exchanges: readonly object[]
  readonly events: readonly EventRow[]
}

/**
 * Commits outcomes with their exchanges and events in one statement, and gives the ids of the look-ups whose
 * outcome was taken, now or by an earlier try whose acknowledgement was lost. The others have another one already and
 * are left alone. Throws when the database is away.
 */
export async function insertOutcomes(rows: OutcomeRows, late: boolean): Promise<ReadonlySet<string>> {
  const sql = getSql()
  const taken = await sql<{ lookup_id: string }[]>`
    select lookup_id from record_outcomes(${JSON.stringify(rows.outcomes)}::text::jsonb,
      ${JSON.stringify(rows.exchanges)}::text::jsonb, ${JSON.stringify(rows.events)}::text::jsonb, ${late}) as lookup_id`
  return addStanding(rows, new Set(taken.map((row) => row.lookup_id)))
}

/** The ids of look-ups whose outcome was taken, with those whose very outcome stands there already. */
export async function addStanding(rows: OutcomeRows, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (ids.size === rows.outcomes.length) return ids
  const sql = getSql()
  // Asked afterwards: an earlier try that was still under way, and for which this one waited, is not in its snapshot.
  const stood = await sql<{ lookup_id: string }[]>`
    select lookup_id from lookup_outcome where id = any (${arrayLiteral(rows.outcomes.map(({ id }) => id))}::uuid[])`
  return new Set([...ids, ...stood.map((row) => row.lookup_id)])
}

/** When a transaction is known to have existed, by the first answer of a connection; null when it never answered. */
export async function findKnownSince(connectionId: string, transactionId: string): Promise<Date | null> {
  const [first] = await getDb()
    .select({ createdAt: lookupOutcome.createdAt, answeredAt: lookupOutcome.answeredAt })
    .from(lookup)
    .innerJoin(
      lookupOutcome,
      and(eq(lookupOutcome.lookupId, lookup.id), eq(lookupOutcome.outcome, 'answered')),
    )
    .where(and(eq(lookup.connectionId, connectionId), eq(lookup.transactionId, transactionId)))
    .orderBy(lookup.id)
    .limit(1)
  return first ? (first.createdAt ?? first.answeredAt) : null
}

export interface OverdueLookup {
  readonly id: string
  readonly connectionId: string
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly askedAt: Date
}

/** Questions whose deadline passed after `since` and that have no outcome, the oldest first, at most `most`. */
export async function findOverdue(since: Date, most: number): Promise<readonly OverdueLookup[]> {
  return getDb()
    .select({
      id: lookup.id,
      connectionId: lookup.connectionId,
      transactionId: lookup.transactionId,
      playerId: lookup.playerId,
      askedAt: lookup.askedAt,
    })
    .from(lookup)
    .where(
      fragment`${lookup.deadlineAt} between ${since.toISOString()} and now()
        and not exists (select from ${lookupOutcome} where ${lookupOutcome.lookupId} = ${lookup.id} and not ${lookupOutcome.late})`,
    )
    .orderBy(lookup.deadlineAt)
    .limit(most)
}

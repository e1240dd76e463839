import { and, desc, eq, getTableColumns, inArray, not, sql as fragment, type SQL } from 'drizzle-orm'
import { getDb } from '#db/client.ts'
import { apiToken, person } from '#db/schema/people.ts'
import { lookup, lookupOutcome } from '#db/schema/record.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type StoredRow, storedRow } from '#lib/evidence/open.ts'
import { isUuid } from '#lib/time-id.ts'
import type { LookupView } from './public.ts'
import { type ExchangeRow, toView } from './view.ts'

/** One look-up; null when there is none with this id. */
export async function findLookup(actor: Actor, id: string): Promise<LookupView | null> {
  await assertCan(actor, 'lookup.read', { type: 'lookup', id })
  if (!isUuid(id)) return null
  const [view] = await read({ where: eq(lookup.id, id), orderBy: [lookup.id], limit: 1 })
  return view ?? null
}

/** Everything on the board of a look-up, the newest first; empty when there is none with this id. */
export async function findBoard(actor: Actor, lookupId: string): Promise<readonly LookupView[]> {
  await assertCan(actor, 'lookup.read', { type: 'lookup', id: lookupId })
  if (!isUuid(lookupId)) return []
  const board = getDb().select({ id: lookup.boardId }).from(lookup).where(eq(lookup.id, lookupId))
  return read({ where: inArray(lookup.boardId, board), orderBy: [desc(lookup.id)], limit: mostOnBoard })
}

/** The look-ups of a request of the actor's, in the order asked. */
export async function readRequest(actor: Actor, requestId: string): Promise<readonly LookupView[]> {
  const where = and(eq(lookup.requestId, requestId), eq(lookup.askedBy, actor.id))
  return read({ where, orderBy: [lookup.ordinal] })
}

const mostOnBoard = 200

export interface ReadOptions {
  readonly where: SQL | undefined
  readonly orderBy: readonly (SQL | typeof lookup.id | typeof lookup.ordinal)[]
  readonly limit?: number
}

/** Reads look-ups with their accepted outcomes and exchanges in one round trip. */
export async function read(options: ReadOptions): Promise<readonly LookupView[]> {
  const rows = await composeRead(options)
  return rows.map(toView)
}

/** The query that reads look-ups, not yet sent. */
export function composeRead({ where, orderBy, limit }: ReadOptions) {
  const query = getDb()
    .select({
      lookup: getTableColumns(lookup),
      outcome: getTableColumns(lookupOutcome),
      askedByName: fragment<string | null>`coalesce(${person.name}, ${apiToken.name})`,
      exchanges,
      words,
    })
    .from(lookup)
    .leftJoin(lookupOutcome, and(eq(lookupOutcome.lookupId, lookup.id), not(lookupOutcome.late)))
    .leftJoin(person, eq(person.id, lookup.askedBy))
    .leftJoin(apiToken, eq(fragment`'token:' || ${apiToken.id}`, lookup.askedBy))
    .where(where)
    .orderBy(...orderBy)
    .$dynamic()
  return limit === undefined ? query : query.limit(limit)
}

const exchanges = fragment<readonly ExchangeRow[]>`coalesce((
  select jsonb_agg(jsonb_build_object('n', made.n, 'id', e.id, 'method', e.method, 'httpVersion', e.http_version,
    'status', e.status, 'startedAt', iso(e.started_at), 'durationMs', e.duration_ms, 'responseBytes', e.response_bytes,
    'clear', case when e.evidence_sha256 is null then
      jsonb_build_object('url', e.url, 'receivedSha256', e.received_sha256, 'faultText', e.fault_text) end,
    'answers', ${lookup.id} = any (e.lookup_ids),
    'lookups', encode(sha256(convert_to(array_to_string(e.lookup_ids, ','), 'UTF8')), 'hex'),
    'head', (select ${fragment.raw(storedRow)} from evidence v join evidence_key k on k.id = v.key_id
             where v.record_id = e.id and v.n = 0)) order by made.n)
  from unnest(${lookupOutcome.exchangeIds}) with ordinality as made (id, n)
  join exchange e on e.id = made.id), '[]')`

const words = fragment<StoredRow | null>`(select ${fragment.raw(storedRow)} from evidence v join evidence_key k on k.id = v.key_id
  where v.record_id = ${lookupOutcome.id} and v.n = 0)`

import type { Fragment } from 'postgres'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import type { AuditFilter } from './filter.ts'
import type { IdBounds } from './period.ts'
import type { EventRecord } from './view.ts'

/** The newest events that match, the newest first. */
export async function readEvents(where: Fragment, limit: number): Promise<readonly EventRecord[]> {
  return getSql()<EventRecord[]>`${composeRead(where, limit)}`
}

/**
 * The query of `readEvents`. The ids are chosen first, from indexes alone: walking the table backwards instead,
 * as the planner likes to, takes as long as the person or connection asked for has been quiet.
 */
export function composeRead(where: Fragment, limit: number): Fragment {
  const sql = getSql()
  const chosen = sql`select id from audit.event where ${where} order by id desc limit ${limit}`
  // Qualified: a bare id is the text that is selected, by which no index orders.
  return sql`select ${columns()} from audit.event where id in (${chosen}) order by audit.event.id desc`
}

/** How many events match, but no more than `most`. */
export async function countEvents(where: Fragment, most: number): Promise<number> {
  const [row] = await getSql()<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit.event where ${where} order by id desc limit ${most}) found`
  return row?.count ?? 0
}

/** How many events match, however many those are. */
export async function countAllEvents(where: Fragment): Promise<number> {
  const [row] = await getSql()<{ count: string }[]>`select count(*) as count from audit.event where ${where}`
  return Number(row?.count ?? 0)
}

/** A cursor before which everything is that has been recorded so far. */
export async function findEnd(): Promise<string> {
  const [row] = await getSql()<
    { end: string }[]
  >`select (id + 1)::text as end from audit.event order by audit.event.id desc limit 1`
  return row?.end ?? '1'
}

/** The newest signed note of the sealed tree; null before there is one. */
export async function findCheckpoint(): Promise<string | null> {
  const [row] = await getSql()<{ note: string }[]>`select note from audit.checkpoint order by id desc limit 1`
  return row?.note ?? null
}

/** One event; null when there is none with this id. */
export async function readEvent(id: string): Promise<EventRecord | null> {
  if (!/^\d{1,18}$/.test(id)) return null
  const [row] = await readEvents(getSql()`id = ${id}`, 1)
  return row ?? null
}

/**
 * What a filter asks for. Where it names nobody and the actor may read everyone's, it is everyone's. Conditions
 * of partial indexes are written out, since a plan made before the values are known has to see them.
 */
export function composeWhere(actor: Actor, filter: AuditFilter, { first, end }: IdBounds): Fragment {
  const sql = getSql()
  const { kind, result, by, playerId, transactionId, connection, object, reason, ip, from, to, cursor } =
    filter
  const colon = object?.indexOf(':') ?? 0
  return [
    kind && sql`kind = ${kind}`,
    holdsHeartbeats(filter) && sql`kind <> 'writer.heartbeat'`,
    result && (result === 'ok' ? sql`result = 'ok'` : sql`result = ${result} and result <> 'ok'`),
    by &&
      (by === 'people' ? sql`actor_id not like 'system:%'` : sql`actor_id = ${by === 'me' ? actor.id : by}`),
    playerId && sql`player_id = ${playerId}`,
    transactionId && sql`transaction_id = ${transactionId}`,
    connection && sql`connection_id = ${connection}`,
    object && sql`object_type = ${object.slice(0, colon)} and object_id = ${object.slice(colon + 1)}`,
    reason && sql`reason = ${reason}`,
    ip && sql`ip = ${ip}`,
    first !== null && sql`id >= ${first}`,
    end !== null && sql`id < ${end}`,
    from && sql`recorded_at >= ${from}::timestamptz`,
    to && sql`recorded_at < ${to}::timestamptz`,
    cursor && sql`id < ${cursor}`,
  ]
    .filter((condition) => typeof condition === 'object')
    .reduce((all, condition) => sql`${all} and ${condition}`, sql`true`)
}

/**
 * Whether heartbeats are among what was asked for without having been asked for: there is one for every few
 * seconds of work, and it tells only the verifier something. Where another condition leaves them out anyway, this
 * one would only keep the index of that condition from answering alone.
 */
function holdsHeartbeats({
  from: _from,
  to: _to,
  cursor: _cursor,
  result,
  ...narrowing
}: AuditFilter): boolean {
  const narrowed = Object.values(narrowing).some((value) => value !== undefined)
  return !narrowed && (result === undefined || result === 'ok')
}

function columns(): Fragment {
  return getSql()`id::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt",
    db_role as "dbRole", kind, result, actor_id as "actorId", object_type as "objectType", object_id as "objectId",
    lookup_id as "lookupId", transaction_id as "transactionId", player_id as "playerId",
    connection_id as "connectionId", reason, ip, convert_from(canon, 'UTF8') as canon,
    encode(mac, 'hex') as mac, encode(leaf_hash, 'hex') as "leafHash"`
}

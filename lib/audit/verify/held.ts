import type { Sql } from '#db/pool.ts'
import { fitsEvent } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'
import { readDropped } from './dropped.ts'
import type { Fault } from './result.ts'

/**
 * What retention had to leave and somebody took: of the head of events when it ended last, and evidence under a legal
 * hold in force, however old. Rows of look-ups are found by their events.
 */
export async function findTakenFromKept(sql: Sql): Promise<Fault | null> {
  return (await findFalseHead(sql)) ?? (await findTakenFromHead(sql)) ?? (await findTakenFromHold(sql))
}

/** The first event that is left among so many leaves from the head and is no older than a bound. */
export async function findYoungerInHead(
  sql: Sql,
  bound: string,
  leaves: number,
): Promise<{ readonly eventId: string; readonly leaf: number } | null> {
  const [younger] = await sql<{ eventId: string; leaf: number }[]>`
    select e.id::text as "eventId", s.leaf_index::float8 as leaf from audit.seal s join audit.event e on e.id = s.event_id
    where s.leaf_index < ${leaves} and e.recorded_at >= ${bound}::text::timestamptz order by s.leaf_index limit 1`
  return younger ?? null
}

/** How far the head goes, retention learns from the database, whose owner may have told it anything. */
async function findFalseHead(sql: Sql): Promise<Fault | null> {
  const { leaves, leavesBound } = await readDropped(sql)
  const younger = leavesBound === null ? null : await findYoungerInHead(sql, leavesBound, leaves)
  if (!younger) return null
  const text = 'it is younger than what retention says that it drops, and among that'
  return { eventId: younger.eventId, text }
}

/** The digest of the events that are left among the leaves from the head, in the order of leaves. */
export async function digestKeptEvents(sql: Sql, bound: string, leaves: number): Promise<string> {
  // Of what was recorded later nothing is dropped.
  const [row] = await sql<{ digest: string }[]>`
    select encode(sha256(convert_to(coalesce(string_agg(e.id::text, ' ' order by s.leaf_index), ''), 'UTF8')), 'hex') as digest
    from audit.event e join audit.seal s on s.event_id = e.id
    where e.recorded_at < ${bound}::text::timestamptz and s.leaf_index < ${leaves}`
  return row?.digest ?? ''
}

async function findTakenFromHead(sql: Sql): Promise<Fault | null> {
  const run = await readLastRun(sql)
  if (run?.phase !== 'done' || run.leaves === 0) return null
  const digest = await digestKeptEvents(sql, run.bound, run.leaves)
  if (digest === run.kept) return null
  // Unless the next run has begun meanwhile.
  if ((await readLastRun(sql))?.id !== run.id) return null
  return { eventId: run.id, text: 'events that retention says it left are missing' }
}

async function readLastRun(sql: Sql) {
  const rows = await sql<{ id: string; canon: Buffer; mac: Buffer }[]>`
    select id::text, canon, mac from audit.event where kind = 'retention.run' order by id desc limit 20`
  for (const { id, canon, mac } of rows) {
    const details = fitsEvent(canon, mac) ? parseCanon(canon)?.['details'] : null
    if (typeof details !== 'object' || details === null) continue
    if (!('class' in details && 'phase' in details && 'bound' in details && 'leaves' in details)) continue
    if (details.class !== 'record') continue
    const kept = 'kept_sha256' in details ? details.kept_sha256 : null
    return { id, phase: details.phase, bound: String(details.bound), leaves: Number(details.leaves), kept }
  }
  return null
}

/** Evidence may be missing that was due before its hold was set. */
async function findTakenFromHold(sql: Sql): Promise<Fault | null> {
  const [taken] = await sql<{ event: string | null }[]>`
    with said as (
      select e.id, e.kind, e.object_id, convert_from(e.canon, 'UTF8')::jsonb -> 'details' as details
      from audit.event e where e.kind in ('hold.set', 'hold.lifted', 'retention.run')
    ), hold as (
      select h.details ->> 'subject_kind' as kind, h.details ->> 'subject' as subject, first_time_id(coalesce(
        (select max((r.details ->> 'bound')::timestamptz) from said r
         where r.kind = 'retention.run' and r.details ->> 'class' = 'evidence' and r.id < h.id), 'epoch')) as first
      from said h
      where h.kind = 'hold.set' and not exists (
        select from said l where l.kind = 'hold.lifted' and l.object_id = h.object_id)
    ), held as (
      select l.id, h.first from hold h join lookup l on h.kind = 'player' and l.player_id = h.subject
      union all
      select l.id, h.first from hold h join lookup l on h.kind = 'transaction' and l.transaction_id = h.subject
      union all
      select l.id, h.first from hold h join lookup l on h.kind = 'case' and l.reason = h.subject
    )
    select (select e.id::text from audit.event e where e.object_type = 'lookup' and e.object_id = o.lookup_id::text
      and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted') order by e.id limit 1) as event
    from held join lookup_outcome o on o.lookup_id = held.id
    where o.words_sha256 is not null and o.id >= held.first
        and not exists (select from evidence v where v.record_id = o.id)
      or exists (select from exchange x where x.id = any (o.exchange_ids) and x.evidence_sha256 is not null
        and x.id >= held.first and not exists (select from evidence v where v.record_id = x.id))
    limit 1`
  return taken ? { eventId: taken.event, text: 'evidence that is under legal hold is missing' } : null
}

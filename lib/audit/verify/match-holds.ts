import type { Sql } from '#db/client.ts'
import type { Dropped } from './dropped.ts'
import type { Fault } from './result.ts'

/** How long a request to erase waits for its second person: behind that it is asked again. */
export const longestErasureWaitDays = 90

/**
 * Holds beside what set and lifted them, since what is erased and dropped goes by the rows; and erasures beside what was
 * asked and held then, since their owner can put a row right again.
 */
export async function findFalseHold(sql: Sql, dropped: Dropped): Promise<Fault | null> {
  const lost = await findHoldNotInForce(sql)
  if (lost) return { eventId: lost, text: 'the hold that it sets is not in force, and nobody lifted it' }
  const forged = await findHoldOfNobody(sql)
  if (forged) return { eventId: null, text: `a hold is in force that nobody set (${forged})` }
  const [held] = await listErasedUnderHold(sql)
  if (held !== undefined) return { eventId: held, text: 'it erased what was under legal hold' }
  const alone = await findErasedAlone(sql, dropped)
  return alone === null
    ? null
    : { eventId: alone, text: 'it erased what nobody else had asked to have erased' }
}

async function findHoldNotInForce(sql: Sql): Promise<string | null> {
  const [lost] = await sql<{ id: string }[]>`
    select e.id::text from audit.event e
    where e.kind = 'hold.set'
      and not exists (select from audit.event l
        where l.object_type = 'hold' and l.object_id = e.object_id and l.kind = 'hold.lifted')
      and not exists (select from legal_hold h where h.id::text = e.object_id and h.lifted_at is null
        and h.subject_kind = convert_from(e.canon, 'UTF8')::jsonb #>> '{details,subject_kind}'
        and h.subject = convert_from(e.canon, 'UTF8')::jsonb #>> '{details,subject}')
    order by e.id limit 1`
  return lost?.id ?? null
}

async function findHoldOfNobody(sql: Sql): Promise<string | null> {
  const [forged] = await sql<{ subject: string }[]>`
    select h.subject_kind || ' ' || h.subject as subject from legal_hold h
    where h.lifted_at is null and not exists (select from audit.event e
      where e.object_type = 'hold' and e.object_id = h.id::text and e.kind = 'hold.set')
    limit 1`
  return forged?.subject ?? null
}

/**
 * The events of erasures that a hold stood against then. A look-up that was asked within `momentSeconds` before is not
 * counted: the erasure need not have seen it.
 */
export async function listErasedUnderHold(sql: Sql, momentSeconds = 60): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    with hold as (
      select e.id, e.object_id, details ->> 'subject_kind' as kind, details ->> 'subject' as subject
      from audit.event e, lateral (select convert_from(e.canon, 'UTF8')::jsonb -> 'details' as details) said
      where e.kind = 'hold.set'
    )
    select e.id::text from audit.event e
    where e.kind = 'evidence.erased' and exists (
      select from hold h
      where h.id < e.id
        and not exists (select from audit.event l
          where l.object_type = 'hold' and l.object_id = h.object_id and l.kind = 'hold.lifted' and l.id < e.id)
        and (h.kind = 'player' and h.subject = e.player_id
          or exists (select from lookup k join audit.event i
              on i.object_type = 'lookup' and i.object_id = k.id::text and i.kind = 'lookup.intent'
            where k.player_id = e.player_id and i.recorded_at < e.recorded_at - make_interval(secs => ${momentSeconds})
              and (h.kind = 'transaction' and k.transaction_id = h.subject or h.kind = 'case' and k.reason = h.subject))))
    order by e.id`
  return rows.map(({ id }) => id)
}

/** What was asked may have been dropped since, where the erasure is nearly as old itself. */
async function findErasedAlone(sql: Sql, { recordBefore }: Dropped): Promise<string | null> {
  const [alone] = await sql<{ id: string }[]>`
    select e.id::text from audit.event e
    where e.kind = 'evidence.erased'
      and not exists (select from audit.event r
        where r.object_type = 'erasure' and r.object_id = e.object_id and r.kind = 'erasure.requested' and r.id < e.id
          and r.player_id = e.player_id and r.actor_id <> e.actor_id
          and r.actor_id = convert_from(e.canon, 'UTF8')::jsonb #>> '{details,requested_by}')
      and e.recorded_at > coalesce(${recordBefore}::text::timestamptz + make_interval(days => ${longestErasureWaitDays + 1}), '-infinity')
    order by e.id limit 1`
  return alone?.id ?? null
}

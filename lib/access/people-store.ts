import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { idleSessionMs } from './auth.ts'
import type { Role } from './roles.ts'
import type { Person } from './store.ts'

export interface KnownPerson extends Person {
  /** ISO 8601. */
  readonly createdAt: string
  readonly disabledAt: string | null
  /** Sessions that would be let in. */
  readonly sessions: number
  /** Null unless one of those is open. */
  readonly lastSeenAt: string | null
}

const idleSeconds = idleSessionMs / 1000

/** Everybody by name, or the one with an id. */
export async function readPeople(id: string | null): Promise<readonly KnownPerson[]> {
  return getSql()<KnownPerson[]>`
    select p.id, p.name, p.email, p.role, iso(p.created_at) "createdAt",
      iso(p.disabled_at) "disabledAt", open.sessions, iso(open.last_seen_at) "lastSeenAt"
    from person p
    left join lateral (
      select count(*)::int sessions, max(s.last_seen_at) last_seen_at from session s
      where s.person_id = p.id and p.disabled_at is null and s.expires_at > clock_timestamp()
        and s.last_seen_at > clock_timestamp() - make_interval(secs => ${idleSeconds})
    ) open on true
    where ${id}::text is null or p.id = ${id}
    order by p.disabled_at is not null, p.name, p.id`
}

/** Whether somebody is kept out. */
export async function isDisabled(id: string): Promise<boolean> {
  const rows = await getSql()`select 1 from person where id = ${id} and disabled_at is not null`
  return rows.length > 0
}

/** False, and nothing is written, when nobody would be left to administer the desk. */
export async function updateRole(id: string, role: Role, event: EventRow): Promise<boolean> {
  const [row] = await getSql()<{ changed: boolean }[]>`
    select change_role(${id}, ${role}, ${JSON.stringify([event])}::text::jsonb) changed`
  return row?.changed === true
}

/** Keeps a person out and ends their sessions. False like `updateRole`. */
export async function disable(id: string, event: EventRow): Promise<boolean> {
  const [row] = await getSql()<{ disabled: boolean }[]>`
    select disable_person(${id}, ${JSON.stringify([event])}::text::jsonb) disabled`
  return row?.disabled === true
}

/**
 * Lets a person in again, with the event, in one statement. A session that was being opened while they were
 * disabled does not come to life.
 */
export async function enable(id: string, event: EventRow): Promise<void> {
  await getSql()`
    with enabled as (
      update person set disabled_at = null, updated_at = clock_timestamp() where id = ${id} returning id
    ), ended as (
      delete from session where person_id = ${id}
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from enabled`
}

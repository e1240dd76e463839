import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { idleSessionMs } from './auth.ts'

/** A session as people see it; the token stays where it is. */
export interface KnownSession {
  readonly id: string
  readonly personId: string
  /** Hex SHA-256 of the token, by which the record knows it. */
  readonly hash: string
  readonly userAgent: string | null
  /** Where it was opened from, where that can be trusted. */
  readonly ip: string | null
  /** ISO 8601. */
  readonly startedAt: string
  /** Up to a minute behind. */
  readonly lastSeenAt: string
  readonly expiresAt: string
}

const idleSeconds = idleSessionMs / 1000

/** The sessions of a person that would still be let in, the last used first. */
export async function listSessions(personId: string): Promise<readonly KnownSession[]> {
  return getSql()<KnownSession[]>`
    select id, person_id "personId", session_hash(token) hash, user_agent "userAgent",
      nullif(ip_address, '') ip,
      iso(created_at) "startedAt", iso(last_seen_at) "lastSeenAt", iso(expires_at) "expiresAt"
    from session
    where person_id = ${personId} and expires_at > clock_timestamp()
      and last_seen_at > clock_timestamp() - make_interval(secs => ${idleSeconds})
    order by last_seen_at desc, id`
}

/** One session by its id; null when there is none. */
export async function findSessionById(id: string): Promise<Pick<KnownSession, 'personId' | 'hash'> | null> {
  const [found] = await getSql()<Pick<KnownSession, 'personId' | 'hash'>[]>`
    select person_id "personId", session_hash(token) hash from session where id = ${id}`
  return found ?? null
}

/** Ends one session with its event, in one statement. False when it had ended already. */
export async function endSessionById(id: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with ended as (delete from session where id = ${id} returning id)
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from ended`
  return rows.length > 0
}

/** Ends every session of a person with the event, in one statement. The event is written even if there were none. */
export async function endSessionsOf(personId: string, event: EventRow): Promise<void> {
  await getSql()`
    with ended as (delete from session where person_id = ${personId})
    select audit.record_events(${JSON.stringify([event])}::text::jsonb)`
}

/**
 * Whether somebody showed within so many minutes, in a session of theirs, that it is they: by two factors, where they
 * have a second one.
 */
export async function isConfirmedSince(personId: string, hash: string, minutes: number): Promise<boolean> {
  const rows = await getSql()`
    select 1 from session where person_id = ${personId} and session_hash(token) = ${hash}
      and confirmed_at > clock_timestamp() - make_interval(mins => ${minutes})
      and (two_factors
        or not exists (select from authenticator a where a.person_id = session.person_id)
          and not exists (select from passkey k where k.person_id = session.person_id))`
  return rows.length > 0
}

/**
 * Notes that somebody showed again that it is they, by two factors or by one, with the event, in one statement. False
 * when the session has ended.
 */
export async function confirmSession(
  personId: string,
  hash: string,
  event: EventRow,
  twoFactors = false,
): Promise<boolean> {
  const rows = await getSql()`
    with confirmed as (
      update session set confirmed_at = clock_timestamp(), two_factors = two_factors or ${twoFactors}
      where person_id = ${personId} and session_hash(token) = ${hash} returning id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from confirmed`
  return rows.length > 0
}

/** The salted hash of a person's password; null when there is no such way in. */
export async function findPasswordHash(personId: string): Promise<string | null> {
  const [found] = await getSql()<{ password: string | null }[]>`
    select password from account where person_id = ${personId} and provider_id = 'credential'`
  return found?.password ?? null
}

/**
 * A new password hash in the place of one, with the event, in one statement; ends the person's other sessions and a link
 * by which another could be set. False when the password is another one by now.
 */
export async function updatePassword(
  personId: string,
  { from, to, sessionHash }: { readonly from: string; readonly to: string; readonly sessionHash: string },
  event: EventRow,
): Promise<boolean> {
  const rows = await getSql()`
    with changed as (
      update account set password = ${to}, updated_at = clock_timestamp()
      where person_id = ${personId} and provider_id = 'credential' and password = ${from} returning person_id
    ), ended as (
      delete from session where person_id in (select person_id from changed) and session_hash(token) <> ${sessionHash}
    ), dropped as (
      delete from pending_proof where person_id in (select person_id from changed)
    ), unlinked as (
      delete from invitation where person_id in (select person_id from changed)
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from changed`
  return rows.length > 0
}

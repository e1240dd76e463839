import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'

/** What a person has beside a password. */
export interface Factors {
  readonly password: boolean
  /** ISO 8601; null without an authenticator app. */
  readonly authenticatorSince: string | null
  readonly recoveryCodesLeft: number
  readonly passkeys: number
}

/** What a person can prove who they are with. */
export async function readFactors(personId: string): Promise<Factors> {
  const [found] = await getSql()<Factors[]>`
    select exists (select 1 from account where person_id = p.id and provider_id = 'credential') "password",
      (select iso(confirmed_at) from authenticator where person_id = p.id) "authenticatorSince",
      (select count(*)::int from recovery_code where person_id = p.id and used_at is null) "recoveryCodesLeft",
      (select count(*)::int from passkey where person_id = p.id) "passkeys"
    from person p where p.id = ${personId}`
  return found ?? { password: false, authenticatorSince: null, recoveryCodesLeft: 0, passkeys: 0 }
}

/** Whether a person has anything beside a password. */
export async function hasSecondFactor(personId: string): Promise<boolean> {
  const { authenticatorSince, passkeys } = await readFactors(personId)
  return authenticatorSince !== null || passkeys > 0
}

/** Whether two factors were given in a session. */
export async function hasTwoFactors(personId: string, sessionHash: string): Promise<boolean> {
  const rows = await getSql()`
    select 1 from session where person_id = ${personId} and session_hash(token) = ${sessionHash} and two_factors`
  return rows.length > 0
}

/** The encrypted secret that counts; null without an authenticator app. */
export async function findSecret(personId: string): Promise<string | null> {
  const [found] = await getSql()<{ secret: string }[]>`
    select secret from authenticator where person_id = ${personId}`
  return found?.secret ?? null
}

/** The encrypted secret that was shown within the last half hour and waits for its first code. */
export async function findOffer(personId: string): Promise<string | null> {
  const [found] = await getSql()<{ secret: string }[]>`
    select secret from authenticator_offer
    where person_id = ${personId} and offered_at > clock_timestamp() - interval '30 minutes'`
  return found?.secret ?? null
}

/** Keeps an encrypted secret until a code confirms it, in the place of an earlier one. */
export async function keepOffer(personId: string, secret: string): Promise<void> {
  await getSql()`
    insert into authenticator_offer (person_id, secret) values (${personId}, ${secret})
    on conflict (person_id) do update set secret = excluded.secret, offered_at = clock_timestamp()`
}

/** Makes an offer count; see the function of the migration. */
export async function confirmAuthenticator(
  personId: string,
  { secret, step, hashes, sessionHash }: ConfirmedOffer,
  event: EventRow,
): Promise<boolean> {
  const [row] = await getSql()<{ confirmed: boolean }[]>`
    select confirm_authenticator(${personId}, ${secret}, ${step}, ${JSON.stringify(hashes)}::text::jsonb,
      ${sessionHash}, ${JSON.stringify([event])}::text::jsonb) confirmed`
  return row?.confirmed === true
}

interface ConfirmedOffer {
  readonly secret: string
  readonly step: number
  /** Of the new recovery codes. */
  readonly hashes: readonly string[]
  /** Of the session that goes on. */
  readonly sessionHash: string
}

/** Gives new recovery codes in the place of all old ones. False without an authenticator app. */
export async function replaceRecoveryCodes(
  personId: string,
  hashes: readonly string[],
  event: EventRow,
): Promise<boolean> {
  const [row] = await getSql()<{ replaced: boolean }[]>`
    select replace_recovery_codes(${personId}, ${JSON.stringify(hashes)}::text::jsonb,
      ${JSON.stringify([event])}::text::jsonb) replaced`
  return row?.replaced === true
}

/** Takes the code of a step, once: of two tries with one code the second finds the step taken. */
export async function takeStep(
  personId: string,
  secret: string,
  step: number,
  event: EventRow,
): Promise<boolean> {
  const rows = await getSql()`
    with taken as (
      update authenticator set last_step = ${step}
      where person_id = ${personId} and secret = ${secret} and last_step < ${step} returning person_id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from taken`
  return rows.length > 0
}

/** How many recovery codes are unused, if `hash` is one of them. */
export async function countIfUnused(personId: string, hash: string): Promise<number | null> {
  const [found] = await getSql()<{ unused: number; known: boolean }[]>`
    select count(*)::int unused, coalesce(bool_or(hash = ${hash}), false) known
    from recovery_code where person_id = ${personId} and used_at is null`
  return found?.known ? found.unused : null
}

/** Takes a recovery code, once. */
export async function takeRecoveryCode(personId: string, hash: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with taken as (
      update recovery_code set used_at = clock_timestamp()
      where person_id = ${personId} and hash = ${hash} and used_at is null returning person_id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from taken`
  return rows.length > 0
}

/** Takes the authenticator app and its recovery codes away. False when there is none. */
export async function deleteAuthenticator(personId: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with gone as (delete from authenticator where person_id = ${personId} returning person_id),
    codes as (delete from recovery_code where person_id in (select person_id from gone))
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from gone`
  return rows.length > 0
}

/** Takes everything but the password away and ends all sessions, whatever there was. */
export async function deleteFactors(personId: string, event: EventRow): Promise<void> {
  await getSql()`
    with app as (delete from authenticator where person_id = ${personId}),
    offer as (delete from authenticator_offer where person_id = ${personId}),
    codes as (delete from recovery_code where person_id = ${personId}),
    keys as (delete from passkey where person_id = ${personId}),
    begun as (delete from pending_proof where person_id = ${personId}),
    ended as (delete from session where person_id = ${personId})
    select audit.record_events(${JSON.stringify([event])}::text::jsonb)`
}

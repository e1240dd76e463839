import { getSql } from '#db/client.ts'
import type { Person } from '#lib/access/store.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { flowMs } from './flow.ts'

/** The account at a provider, as `account` keeps it. */
interface Account {
  readonly issuer: string
  readonly subject: string
}

/** Takes a flow for the only time. False when it was taken before. */
export async function spendFlow(id: string): Promise<boolean> {
  const rows = await getSql()`
    with swept as (delete from oidc_spent where expires_at < clock_timestamp())
    insert into oidc_spent (flow_id, expires_at)
    values (${id}, clock_timestamp() + make_interval(secs => ${(2 * flowMs) / 1000}))
    on conflict do nothing returning flow_id`
  return rows.length > 0
}

/** Whose an account of the provider is, disabled or not; null when it has not been seen. */
export async function findLinkedPerson({ issuer, subject }: Account): Promise<Person | null> {
  const [found] = await getSql()<Person[]>`
    select p.id, p.name, p.email, p.role from account a join person p on p.id = a.person_id
    where a.provider_id = ${providerId(issuer)} and a.account_id = ${subject}`
  return found ?? null
}

/** The address of a person; null when there is none such. */
export async function findEmail(personId: string): Promise<string | null> {
  const [found] = await getSql()<{ email: string }[]>`select email from person where id = ${personId}`
  return found?.email ?? null
}

/** Gives a person their account of the provider, with the event. False when either has another one already. */
export async function linkAccount(personId: string, account: Account, event: EventRow): Promise<boolean> {
  const [row] = await getSql()<{ linked: boolean }[]>`
    select link_account(${personId}, ${providerId(account.issuer)}, ${account.subject},
      ${JSON.stringify([event])}::text::jsonb) linked`
  return row?.linked === true
}

/** Takes the account of the provider from a person, ends their sessions, and writes the event. False when there is none. */
export async function unlinkAccount(personId: string, issuer: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with unlinked as (
      delete from account where person_id = ${personId} and provider_id = ${providerId(issuer)} returning person_id
    ), ended as (
      delete from session s using unlinked u where s.person_id = u.person_id
    ), dropped as (
      delete from pending_proof p using unlinked u where p.person_id = u.person_id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from unlinked`
  return rows.length > 0
}

/** When a person came with their account of the provider first, ISO 8601; null when they have not. */
export async function findLinkedAt(personId: string, issuer: string): Promise<string | null> {
  const [found] = await getSql()<{ linkedAt: string }[]>`
    select iso(created_at) "linkedAt" from account
    where person_id = ${personId} and provider_id = ${providerId(issuer)}`
  return found?.linkedAt ?? null
}

/** Makes a new session as fresh as the sign-in at the provider was, which may be hours old. Null: not at all. */
export async function dateConfirmation(
  personId: string,
  sessionHash: string,
  atMs: number | null,
): Promise<void> {
  await getSql()`
    update session set confirmed_at = least(confirmed_at, to_timestamp(${(atMs ?? 0) / 1000}::double precision))
    where person_id = ${personId} and session_hash(token) = ${sessionHash}`
}

/** Never the same as what the desk itself calls its ways in. */
function providerId(issuer: string): string {
  // As configured it may end with a slash where the provider's own word for itself does not.
  return `oidc ${issuer.replace(/\/$/, '')}`
}

import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import type { LinkPurpose } from './link-purpose.ts'
import type { Person } from './store.ts'

/** What is kept of a link: enough to know it again. */
export interface KeptLink {
  readonly purpose: LinkPurpose
  /** Of its secret, hex. */
  readonly sha256: string
  readonly expiresAt: Date
}

/** A person with the link by which they set a password, where they are to have one. False when the address is taken. */
export async function insertInvited(
  created: Person,
  link: KeptLink | null,
  events: readonly EventRow[],
): Promise<boolean> {
  const [row] = await getSql()<{ invited: boolean }[]>`
    select invite_person(${JSON.stringify(created)}::text::jsonb, ${link?.sha256 ?? null},
      ${link?.expiresAt.toISOString() ?? null}::timestamptz, ${JSON.stringify(events)}::text::jsonb) invited`
  return row?.invited === true
}

/** Makes a link the only one of a person. */
export async function replaceLink(
  personId: string,
  { purpose, sha256, expiresAt }: KeptLink,
  event: EventRow,
): Promise<void> {
  await getSql()`
    select replace_link(${personId}, ${purpose}, ${sha256}, ${expiresAt.toISOString()}::timestamptz,
      ${JSON.stringify([event])}::text::jsonb)`
}

/** Whose a link is and what it is for; null when it does not work, or no longer. */
export async function findLink(sha256: string): Promise<(Person & { readonly purpose: LinkPurpose }) | null> {
  const [found] = await getSql()<(Person & { purpose: LinkPurpose })[]>`
    select p.id, p.name, p.email, p.role, i.purpose
    from invitation i join person p on p.id = i.person_id
    where i.sha256 = decode(${sha256}, 'hex') and i.expires_at > clock_timestamp() and p.disabled_at is null`
  return found ?? null
}

/** Sets the password and ends the link and the person's sessions. False when the link does not work, or no longer. */
export async function usePasswordLink(
  personId: string,
  { sha256, passwordHash }: { readonly sha256: string; readonly passwordHash: string },
  event: EventRow,
): Promise<boolean> {
  const [row] = await getSql()<{ done: boolean }[]>`
    select set_password(${personId}, ${sha256}, ${passwordHash}, ${JSON.stringify([event])}::text::jsonb) done`
  return row?.done === true
}

/** Ends a link by which somebody signs in. False when it does not work, or no longer. */
export async function takeSignInLink(sha256: string): Promise<boolean> {
  const rows = await getSql()`
    delete from invitation
    where sha256 = decode(${sha256}, 'hex') and purpose = 'sign_in' and expires_at > clock_timestamp()
    returning person_id`
  return rows.length > 0
}

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { writeEvent, writeEvents } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { newUserSchema } from './create-user.ts'
import { assertCan } from './deny.ts'
import { assertFresh } from './fresh.ts'
import { insertInvited, type KeptLink, replaceLink } from './invite-store.ts'
import { linkHours, type LinkPurpose } from './link-purpose.ts'
import { isOidcOnly } from './oidc/settings.ts'
import { isDisabled } from './people-store.ts'
import { type Problem, ProblemError } from './problem.ts'
import { getPublicUrl } from './public-url.ts'
import { findPerson, type Person } from './store.ts'

export const invitedUserSchema = newUserSchema.omit({ password: true })

/** A link that is shown to who made it and to nobody again. Whoever has it is the person, once. */
export interface Link {
  /** The secret is behind the `#`, which browsers send to nobody: it is in no log of a server. */
  readonly href: string
  /** ISO 8601. */
  readonly expiresAt: string
}

/**
 * Adds a person, who sets their own password by the link; null where nobody has one (OIDC_ONLY). Throws a `conflict`
 * problem when the address is taken.
 */
export async function inviteUser(
  actor: Actor,
  user: z.output<typeof invitedUserSchema>,
): Promise<{ readonly person: Person; readonly link: Link | null }> {
  await assertCan(actor, 'person.manage')
  await assertFresh(actor)
  const taken: ProblemError = new ProblemError({
    kind: 'conflict',
    message: `There is already a person with the address ${user.email}.`,
  })
  // Asked first, so that numbers are voided only where two add the same person at once.
  if (await findPerson(user.email)) throw taken
  const person = { id: randomUUID(), ...user }
  const made = isOidcOnly() ? null : makeLink('set_password')
  const events = [
    composeEvent(actor, { kind: 'user.created', personId: person.id, role: person.role }),
    ...(made === null ? [] : [composeLinkEvent(actor, person.id, made.kept)]),
  ]
  const insert = () => insertInvited(person, made?.kept ?? null, events)
  if (!(await writeEvents(events, insert, (inserted) => (inserted ? [] : events)))) throw taken
  return { person, link: made?.link ?? null }
}

/** Makes a link for a person, in the place of any they had. Who may is asked by the caller. */
export async function createLink(actor: Actor, personId: string, purpose: LinkPurpose): Promise<Link> {
  const { link, kept } = makeLink(purpose)
  const event = composeLinkEvent(actor, personId, kept)
  await writeEvent(event, () => replaceLink(personId, kept, event))
  return link
}

/**
 * Makes a link for whoever has an address. Throws `not_found` or `conflict`. On the command line only: an administrator
 * must not become somebody else without its showing, as a password that no longer works does.
 */
export async function createLinkByEmail(actor: Actor, email: string, purpose: LinkPurpose): Promise<Link> {
  await assertCan(actor, 'person.manage')
  if (actor.kind !== 'cli')
    throw new ProblemError({ kind: 'conflict', message: 'Only the command line does this.' })
  const person = await findPerson(email)
  if (!person) throw new ProblemError({ kind: 'not_found', message: `Nobody has the address ${email}.` })
  if (await isDisabled(person.id)) throw new ProblemError(enableFirst)
  if (purpose === 'set_password' && isOidcOnly()) throw new ProblemError(noPasswords)
  return createLink(actor, person.id, purpose)
}

/** Who is disabled is let in by nothing. */
export const enableFirst: Problem = {
  kind: 'conflict',
  message: 'The person is disabled. Enable them first.',
}

/** OIDC_ONLY. */
export const noPasswords: Problem = {
  kind: 'conflict',
  message: 'Nobody signs in with a password here; people use the sign-in service.',
}

/** What is kept of a link's secret. */
export function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function makeLink(purpose: LinkPurpose): { readonly link: Link; readonly kept: KeptLink } {
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + linkHours[purpose] * 60 * 60_000)
  return {
    link: { href: `${getPublicUrl()}/set-password#${secret}`, expiresAt: expiresAt.toISOString() },
    kept: { purpose, sha256: digestSecret(secret), expiresAt },
  }
}

function composeLinkEvent(actor: Actor, personId: string, { purpose, expiresAt }: KeptLink) {
  const about = { personId, purpose, expiresAt: expiresAt.toISOString() }
  return composeEvent(actor, { kind: 'person.link_created', ...about })
}

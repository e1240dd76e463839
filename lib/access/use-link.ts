import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { anonymousActor } from './actor.ts'
import { hashPassword } from './auth.ts'
import { newUserSchema } from './create-user.ts'
import { digestSecret, noPasswords } from './invite.ts'
import { findLink, takeSignInLink, usePasswordLink } from './invite-store.ts'
import type { LinkPurpose } from './link-purpose.ts'
import { isOidcOnly } from './oidc/settings.ts'
import { parseInput } from './parse-input.ts'
import { type Problem, ProblemError } from './problem.ts'
import { type RateLimit, takeToken } from './rate-limit.ts'
import { describeRequest } from './request.ts'
import { type SignedIn, startSession } from './start-session.ts'

/** From one address, where it is known. No guess is right; this is for the record, which each wrong one adds to. */
const tryLimit: RateLimit = { limit: 60, windowMs: 15 * 60_000 }

const secret = z.string('must be text').max(100, 'must be at most 100 characters')
const linkInput = z.object({ secret })
const passwordInput = z.object({ secret, password: newUserSchema.shape.password })

/** Whom a link is for, and what it does; looking uses nothing up. Throws `not_found`, recorded, when it does not work. */
export async function readLink(
  given: unknown,
  headers: Headers,
): Promise<{ readonly name: string; readonly email: string; readonly purpose: LinkPurpose }> {
  const { name, email, purpose } = await openLink(parseInput(linkInput, given).secret, headers)
  return { name, email, purpose }
}

/**
 * Sets the password of whom a link is for, whatever they had before, and ends the link and their sessions. They sign in
 * with it then, and with whatever else is wanted of them.
 */
export async function setPassword(given: unknown, headers: Headers): Promise<void> {
  const input = parseInput(passwordInput, given)
  const { id, purpose } = await openLink(input.secret, headers)
  if (purpose !== 'set_password') throw await refuse(headers)
  const actor = anonymousActor(describeRequest(headers))
  const passwordHash = await hashPassword(input.password)
  const event = composeEvent(actor, { kind: 'person.password_set', personId: id })
  const sha256 = digestSecret(input.secret)
  if (!(await writeEvent(event, () => usePasswordLink(id, { sha256, passwordHash }, event))))
    throw await refuse(headers)
}

/** Signs in whom a link is for, once. Throws what `startSession` throws beside. */
export async function signInByLink(given: unknown, headers: Headers): Promise<SignedIn> {
  const { secret: held } = parseInput(linkInput, given)
  const person = await openLink(held, headers)
  if (!(await takeSignInLink(digestSecret(held)))) throw await refuse(headers)
  return startSession(person, 'link', headers)
}

async function openLink(held: string, headers: Headers) {
  const { ip } = describeRequest(headers)
  if (ip !== null) {
    const { allowed, resetAt } = await takeToken(`link ip ${ip}`, tryLimit)
    const message = 'Too many tries. Try again in a quarter of an hour.'
    if (!allowed) throw new ProblemError({ kind: 'limited', message, resetAt: resetAt.toISOString() })
  }
  const found = await findLink(digestSecret(held))
  if (!found) throw await refuse(headers)
  if (found.purpose === 'set_password' && isOidcOnly()) throw new ProblemError(noPasswords)
  return found
}

async function refuse(headers: Headers): Promise<ProblemError> {
  await recordEvent(anonymousActor(describeRequest(headers)), { kind: 'person.link_refused' })
  return new ProblemError(dead)
}

/** The same for a link that never was: who tries some learns nothing. */
const dead: Problem = {
  kind: 'not_found',
  message:
    'This link does not work: it was used, replaced or is too old. Ask an administrator for a new one.',
}

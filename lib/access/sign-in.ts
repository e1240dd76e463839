import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { anonymousActor } from './actor.ts'
import { hashPassword, passwordLength, verifyPassword } from './auth.ts'
import { digestEmail } from './keys.ts'
import { noPasswords } from './invite.ts'
import { isOidcOnly } from './oidc/settings.ts'
import { parseInput } from './parse-input.ts'
import { type Problem, ProblemError } from './problem.ts'
import { dropTokens, type RateLimit, returnToken, takeToken } from './rate-limit.ts'
import { describeRequest } from './request.ts'
import { findPasswordHash } from './session-store.ts'
import { type SignedIn, startSession } from './start-session.ts'
import { findPerson } from './store.ts'

/** Tries at one address, and from one IP where it is known, before the rest of the window is refused. */
export const signInLimits = {
  email: { limit: 10, windowMs: 15 * 60_000 },
  ip: { limit: 100, windowMs: 15 * 60_000 },
} as const satisfies Record<string, RateLimit>

const signInSchema = z.object({
  email: z.email('must be an e-mail address').max(254, 'must be at most 254 characters').toLowerCase(),
  password: z
    .string('must be text')
    .min(1, 'must not be empty')
    .max(passwordLength.longest, `must be at most ${passwordLength.longest} characters`),
})

/**
 * Checks an address and a password and opens a session. Each try is counted before the password is hashed, and
 * recorded. Throws a problem: `invalid`, `limited`, or `wrong_credentials`, which is the same for an unknown
 * address and for a wrong password and costs one hash either way. Who is disabled is told so with the right one.
 */
export async function signIn(given: unknown, headers: Headers): Promise<SignedIn> {
  const { email, password } = parseInput(signInSchema, given)
  const origin = describeRequest(headers)
  const anonymous = anonymousActor(origin)
  const emailDigest = digestEmail(email)
  const emailKey = `sign-in email ${emailDigest}`
  const ipKey = origin.ip === null ? null : `sign-in ip ${origin.ip}`

  const person = await findPerson(email)
  const about = { personId: person?.id ?? null, emailDigest }
  const taken = await Promise.all([
    takeToken(emailKey, signInLimits.email),
    ...(ipKey === null ? [] : [takeToken(ipKey, signInLimits.ip)]),
  ])
  const refusals = taken.filter(({ allowed }) => !allowed)
  if (refusals.length > 0) {
    await recordEvent(anonymous, { kind: 'sign_in.limited', ...about })
    throw limited(new Date(Math.max(...refusals.map(({ resetAt }) => resetAt.getTime()))))
  }

  if (isOidcOnly()) {
    await recordEvent(anonymous, { kind: 'sign_in.failed', ...about })
    throw new ProblemError(noPasswords)
  }
  if (!(await isPassword(person?.id ?? null, password)) || !person) {
    await recordEvent(anonymous, { kind: 'sign_in.failed', ...about })
    throw new ProblemError(wrongCredentials)
  }
  await Promise.all([dropTokens(emailKey), ipKey === null ? null : returnToken(ipKey)])
  return startSession(person, 'password', headers)
}

/** Costs one query and one hash, whether there is such a person or not. */
async function isPassword(personId: string | null, password: string): Promise<boolean> {
  const hash = await findPasswordHash(personId ?? 'nobody')
  if (hash !== null) return verifyPassword({ hash, password })
  await hashPassword(password)
  return false
}

const wrongCredentials: Problem = {
  kind: 'wrong_credentials',
  message: 'The e-mail address or the password is wrong.',
}

function limited(resetAt: Date): ProblemError {
  const minutes = Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 60_000))
  return new ProblemError({
    kind: 'limited',
    message: `Too many tries. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    resetAt: resetAt.toISOString(),
  })
}

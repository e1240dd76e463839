import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { passwordLength, verifyPassword } from './auth.ts'
import { isOidcOnly } from './oidc/settings.ts'
import { ProblemError, signedOut } from './problem.ts'
import { dropTokens, takeToken } from './rate-limit.ts'
import { readFactors } from './second-factor/store.ts'
import { useCode } from './second-factor/use-code.ts'
import { confirmSession, findPasswordHash } from './session-store.ts'

/** Tries in one person's sessions together. */
export const confirmLimit = { limit: 10, windowMs: 15 * 60_000 }

export const confirmInput = z.object({
  password: z
    .string('must be text')
    .min(1, 'must not be empty')
    .max(passwordLength.longest, `must be at most ${passwordLength.longest} characters`),
  code: z.string('must be text').max(30, 'must be at most 30 characters').optional(),
})

/**
 * Takes the password again, in a session that is open, so that for a while it counts as fresh; and a code beside it
 * from who has an authenticator app. Each try is counted before the password is hashed, and recorded. Throws `limited`,
 * `wrong_credentials`, or `second_factor_needed` to who has a passkey and no app: the passkey is what confirms.
 */
export async function confirmPassword(
  actor: Actor,
  { password, code = '' }: z.output<typeof confirmInput>,
): Promise<void> {
  if (actor.kind !== 'user' || actor.sessionHash === null) throw new ProblemError(signedOut)
  await countConfirmation(actor)
  const { authenticatorSince, passkeys } = await readFactors(actor.id)
  const guarded = authenticatorSince !== null
  if (!guarded && passkeys > 0) {
    await recordEvent(actor, { kind: 'session.not_confirmed' })
    throw new ProblemError(passkeyWanted)
  }
  const hash = isOidcOnly() ? null : await findPasswordHash(actor.id)
  if (hash === null || !(await verifyPassword({ hash, password }))) {
    await recordEvent(actor, { kind: 'session.not_confirmed' })
    throw new ProblemError({ kind: 'wrong_credentials', message: 'The password is wrong.' })
  }
  if (guarded) await useCode(actor, actor.id, code)
  await noteConfirmed(actor, guarded)
}

/** Notes that it was shown again who somebody is, by two factors or by one. Throws when the session has ended. */
export async function noteConfirmed(actor: Actor, twoFactors: boolean): Promise<void> {
  const { id, sessionHash } = actor
  if (sessionHash === null) throw new ProblemError(signedOut)
  const event = composeEvent(actor, { kind: 'session.confirmed' })
  if (!(await writeEvent(event, () => confirmSession(id, sessionHash, event, twoFactors))))
    throw new ProblemError(signedOut)
  await forgetConfirmations(actor)
}

/** Counts a try at a password of somebody who is signed in. Throws `limited`, recorded, when there were too many. */
export async function countConfirmation(actor: Actor): Promise<void> {
  const { allowed, resetAt } = await takeToken(keyOf(actor), confirmLimit)
  if (allowed) return
  await recordEvent(actor, { kind: 'session.confirm_limited' })
  const message = 'Too many tries. Sign out and in again, or wait a quarter of an hour.'
  throw new ProblemError({ kind: 'limited', message, resetAt: resetAt.toISOString() })
}

/** Forgets the tries, after a right one. */
export async function forgetConfirmations(actor: Actor): Promise<void> {
  await dropTokens(keyOf(actor))
}

const passkeyWanted = {
  kind: 'second_factor_needed',
  message: 'You have a passkey: the password alone is not enough. Use the passkey.',
} as const

const keyOf = ({ id }: Actor) => `confirm ${id}`

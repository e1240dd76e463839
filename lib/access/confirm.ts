import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { passwordLength, verifyPassword } from './auth.ts'
import { ProblemError, signedOut } from './problem.ts'
import { dropTokens, takeToken } from './rate-limit.ts'
import { confirmSession, findPasswordHash } from './session-store.ts'

/** Tries in one person's sessions together. */
export const confirmLimit = { limit: 10, windowMs: 15 * 60_000 }

export const confirmInput = z.object({
  password: z
    .string('must be text')
    .min(1, 'must not be empty')
    .max(passwordLength.longest, `must be at most ${passwordLength.longest} characters`),
})

/**
 * Takes the password again, in a session that is open, so that for a while it counts as fresh. Each try is
 * counted before the password is hashed, and recorded. Throws `limited` or `wrong_credentials`.
 */
export async function confirmPassword(
  actor: Actor,
  { password }: z.output<typeof confirmInput>,
): Promise<void> {
  if (actor.kind !== 'user' || actor.sessionHash === null) throw new ProblemError(signedOut)
  const key = `confirm ${actor.id}`
  const { allowed, resetAt } = await takeToken(key, confirmLimit)
  if (!allowed) {
    await recordEvent(actor, { kind: 'session.confirm_limited' })
    const message = 'Too many tries. Sign out and in again, or wait a quarter of an hour.'
    throw new ProblemError({ kind: 'limited', message, resetAt: resetAt.toISOString() })
  }
  const hash = await findPasswordHash(actor.id)
  if (hash === null || !(await verifyPassword({ hash, password }))) {
    await recordEvent(actor, { kind: 'session.not_confirmed' })
    throw new ProblemError({ kind: 'wrong_credentials', message: 'The password is wrong.' })
  }
  const event = composeEvent(actor, { kind: 'session.confirmed' })
  const { id, sessionHash } = actor
  if (!(await writeEvent(event, () => confirmSession(id, sessionHash, event))))
    throw new ProblemError(signedOut)
  await dropTokens(key)
}

import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { hashPassword, passwordLength, verifyPassword } from './auth.ts'
import { countConfirmation, forgetConfirmations } from './confirm.ts'
import { assertFresh } from './fresh.ts'
import { ProblemError, signedOut } from './problem.ts'
import { findPasswordHash, updatePassword } from './session-store.ts'

export const changePasswordInput = z
  .object({
    present: z.string('must be text').min(1, 'must not be empty').max(passwordLength.longest, 'is too long'),
    wanted: z
      .string('must be text')
      .min(passwordLength.shortest, `must be at least ${passwordLength.shortest} characters`)
      .max(passwordLength.longest, `must be at most ${passwordLength.longest} characters`),
  })
  .refine(({ present, wanted }) => present !== wanted, { path: ['wanted'], error: 'must be another one' })

/**
 * Gives the actor a new password, for the present one, and ends their other sessions. Wants a fresh sign-in too: with a
 * second factor the password alone is not enough. Throws `limited` or `wrong_credentials`, both recorded.
 */
export async function changePassword(
  actor: Actor,
  { present, wanted }: z.output<typeof changePasswordInput>,
): Promise<void> {
  await assertFresh(actor)
  if (actor.kind !== 'user' || actor.sessionHash === null) throw new ProblemError(signedOut)
  const { id, sessionHash } = actor
  await countConfirmation(actor)
  const hash = await findPasswordHash(id)
  if (hash === null || !(await verifyPassword({ hash, password: present }))) {
    await recordEvent(actor, { kind: 'password.not_changed', personId: id })
    throw new ProblemError({ kind: 'wrong_credentials', message: 'The present password is wrong.' })
  }
  const made = await hashPassword(wanted)
  const event = composeEvent(actor, { kind: 'password.changed', personId: id })
  if (!(await writeEvent(event, () => updatePassword(id, { from: hash, to: made, sessionHash }, event))))
    throw new ProblemError({ kind: 'conflict', message: 'The password was changed elsewhere a moment ago.' })
  await forgetConfirmations(actor)
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { noteConfirmed } from '#lib/access/confirm.ts'
import { ProblemError, signedOut } from '#lib/access/problem.ts'
import { type ChallengeOptions, checkSigned, makeChallenge } from './challenge.ts'
import { authenticationResponse } from './response.ts'

export const confirmByPasskeyInput = z.object({ response: authenticationResponse })

/** A challenge for a passkey of the actor's. */
export async function beginPasskeyConfirmation(actor: Actor): Promise<ChallengeOptions> {
  if (actor.kind !== 'user') throw new ProblemError(signedOut)
  return makeChallenge('passkey_confirm', actor.id)
}

/** Takes a passkey in a session that is open, so that for a while it counts as fresh, and from now on as two factors. */
export async function confirmByPasskey(
  actor: Actor,
  { response }: z.output<typeof confirmByPasskeyInput>,
): Promise<void> {
  if (actor.kind !== 'user') throw new ProblemError(signedOut)
  await checkSigned(actor, 'passkey_confirm', actor.id, response)
  await noteConfirmed(actor, true)
}

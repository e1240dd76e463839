import type { Actor } from '#lib/access/actor.ts'
import { ProblemError, secondFactorNeeded, signedOut } from '#lib/access/problem.ts'
import { isSecondFactorRequired } from './required.ts'
import { type Factors, hasTwoFactors, readFactors } from './store.ts'

/**
 * Throws unless a person may add a factor in this session. Where two are wanted, who has one already gives it first:
 * else the password alone would be enough to make a second factor of one's own.
 */
export async function assertMayAddFactor(actor: Actor): Promise<void> {
  if (actor.kind !== 'user' || actor.sessionHash === null || actor.role === null)
    throw new ProblemError(signedOut)
  if (!isSecondFactorRequired(actor.role) || (await hasTwoFactors(actor.id, actor.sessionHash))) return
  const { authenticatorSince, passkeys } = await readFactors(actor.id)
  if (authenticatorSince !== null || passkeys > 0) throw new ProblemError(secondFactorNeeded)
}

/** Throws a `conflict` problem where the actor's role wants a second factor and this is the last one. */
export async function assertMayRemoveFactor(actor: Actor, kind: 'authenticator' | 'passkey'): Promise<void> {
  if (actor.kind !== 'user' || actor.role === null) throw new ProblemError(signedOut)
  if (!isSecondFactorRequired(actor.role) || hasAnother(await readFactors(actor.id), kind)) return
  const message = 'Your role needs a second factor, and this is your last one. Add another first.'
  throw new ProblemError({ kind: 'conflict', message })
}

function hasAnother({ authenticatorSince, passkeys }: Factors, kind: 'authenticator' | 'passkey'): boolean {
  return kind === 'authenticator' ? passkeys > 0 : authenticatorSince !== null || passkeys > 1
}

import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { type Actor, anonymousActor } from '#lib/access/actor.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { takeToken } from '#lib/access/rate-limit.ts'
import { describeRequest } from '#lib/access/request.ts'
import { type SignedIn, startSession } from '#lib/access/start-session.ts'
import { findPersonById } from '#lib/access/store.ts'
import { type ChallengeOptions, checkSigned, makeChallenge } from './challenge.ts'
import { isPasskeySignInOpen } from './relying-party.ts'
import { authenticationResponse } from './response.ts'

/** Challenges and answers, each, from one IP where it is known. Nobody guesses a signature; keeping and checking costs something. */
export const passkeyLimit = { limit: 100, windowMs: 15 * 60_000 }

const signInSchema = z.object({ response: authenticationResponse })

/** A challenge for whoever wants to sign in. */
export async function beginPasskeySignIn(headers: Headers): Promise<ChallengeOptions> {
  assertOpen()
  await count('begin', anonymousActor(describeRequest(headers)))
  return makeChallenge('passkey_sign_in', null)
}

/** Opens a session for who signed the challenge, without an address or a password: the passkey says whose it is. */
export async function signInByPasskey(given: unknown, headers: Headers): Promise<SignedIn> {
  assertOpen()
  const { response } = parseInput(signInSchema, given)
  const anonymous = anonymousActor(describeRequest(headers))
  await count('sign in', anonymous)
  const { personId } = await checkSigned(anonymous, 'passkey_sign_in', null, response)
  const person = await findPersonById(personId)
  if (!person) throw new Error('A passkey belongs to nobody.')
  return startSession(person, 'passkey', headers)
}

/** Throws `limited`, recorded, after too many. */
async function count(step: 'begin' | 'sign in', anonymous: Actor): Promise<void> {
  if (anonymous.ip === null) return
  const { allowed, resetAt } = await takeToken(`passkey ${step} ip ${anonymous.ip}`, passkeyLimit)
  if (allowed) return
  await recordEvent(anonymous, { kind: 'passkey.refused', personId: null, cause: 'limited' })
  const message = 'Too many tries. Wait a quarter of an hour.'
  throw new ProblemError({ kind: 'limited', message, resetAt: resetAt.toISOString() })
}

function assertOpen(): void {
  if (isPasskeySignInOpen()) return
  throw new ProblemError({ kind: 'conflict', message: 'Nobody signs in by a passkey here.' })
}

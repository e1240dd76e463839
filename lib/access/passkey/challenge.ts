import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import type { PasskeyCause } from '#lib/audit/second-factor-event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from '#lib/access/actor.ts'
import { keepProof, takeProof } from '#lib/access/pending-proof.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findRelyingParty, type RelyingParty } from './relying-party.ts'
import { readChallenge, type SignedChallenge } from './response.ts'
import { type CheckedPasskey, findPasskey, listCredentials, usePasskey } from './store.ts'

type Purpose = 'passkey_sign_in' | 'passkey_confirm'
export type ChallengeOptions = PublicKeyCredentialRequestOptionsJSON

/** A challenge for a passkey to sign: one of a person's, or anybody's. It is good for ten minutes and one answer. */
export async function makeChallenge(purpose: Purpose, personId: string | null): Promise<ChallengeOptions> {
  const { id: rpID } = getRelyingParty()
  const options = await generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    ...(personId !== null && { allowCredentials: await listCredentials(personId) }),
  })
  await keepProof(options.challenge, { kind: purpose, personId, method: null })
  return options
}

/**
 * Checks what a passkey signed, and gives the passkey. The challenge is taken before anything is checked, and the
 * counter moves in the statement that records the use. Throws `wrong_credentials`, recorded.
 */
export async function checkSigned(
  actor: Actor,
  purpose: Purpose,
  personId: string | null,
  given: SignedChallenge,
): Promise<CheckedPasskey> {
  const refuse = async (cause: PasskeyCause, whose: string | null = personId) => {
    await recordEvent(actor, { kind: 'passkey.refused', personId: whose, cause })
    return new ProblemError(notAccepted)
  }
  const challenge = readChallenge(given.response.clientDataJSON)
  const pending = await takeProof(challenge, purpose)
  if (!pending || pending.personId !== personId) throw await refuse('challenge')
  const passkey = await findPasskey(given.id)
  if (!passkey) throw await refuse('unknown')
  const { userHandle } = given.response
  const isTheirs = personId === null || passkey.personId === personId
  if (!isTheirs || (userHandle !== undefined && decode(userHandle) !== passkey.personId))
    throw await refuse('somebody_elses')
  const counter = await verify(getRelyingParty(), challenge, given, passkey)
  if (counter === null) throw await refuse('signature', passkey.personId)
  const event = composeEvent(actor, {
    kind: 'passkey.used',
    personId: passkey.personId,
    passkeyId: passkey.id,
  })
  if (!(await writeEvent(event, () => usePasskey(passkey.id, counter, event))))
    throw await refuse('counter', passkey.personId)
  return passkey
}

/** The new counter; null for a signature that is not one, not verified by its user, or for another site. */
async function verify(
  { id, origin }: RelyingParty,
  challenge: string,
  response: SignedChallenge,
  passkey: CheckedPasskey,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // Ours is checked where it moves; the library would throw for it as for a wrong signature.
      credential: { id: passkey.id, publicKey: passkey.publicKey, counter: 0 },
    })
    return verified && authenticationInfo.userVerified ? authenticationInfo.newCounter : null
  } catch {
    // The library throws for everything that an answer can have wrong; what it reads comes from outside.
    return null
  }
}

/** Throws where the desk can have no passkeys. */
export function getRelyingParty(): RelyingParty {
  const party = findRelyingParty()
  if (party) return party
  const message = 'Passkeys need PUBLIC_URL to be a name reached by https.'
  throw new ProblemError({ kind: 'conflict', message })
}

const decode = (handle: string) => Buffer.from(handle, 'base64url').toString()

const notAccepted = {
  kind: 'wrong_credentials',
  message: 'The passkey was not accepted. Try again, or use another way.',
} as const

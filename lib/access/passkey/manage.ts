import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { keepProof, takeProof } from '#lib/access/pending-proof.ts'
import { ProblemError, signedOut } from '#lib/access/problem.ts'
import { assertMayAddFactor, assertMayRemoveFactor } from '#lib/access/second-factor/allowed.ts'
import { findPersonById } from '#lib/access/store.ts'
import { getRelyingParty } from './challenge.ts'
import { readChallenge, registrationResponse } from './response.ts'
import { deletePasskey, insertPasskey, listCredentials, listPasskeys, type OwnPasskey } from './store.ts'

export const addPasskeyInput = z.object({
  name: z.string('must be text').trim().min(1, 'must not be empty').max(60, 'must be at most 60 characters'),
  response: registrationResponse,
})
export const removePasskeyInput = z.object({ id: z.string().regex(/^[\w-]{1,1400}$/, 'is not a passkey') })

const mostPasskeys = 20
/** Of COSE: EdDSA, ES256, RS256. What the library would add is an experiment in this version of Node. */
const algorithms = [-8, -7, -257]

/** The actor's passkeys, the newest first. */
export async function listOwnPasskeys(actor: Actor): Promise<readonly OwnPasskey[]> {
  if (actor.kind !== 'user') throw new ProblemError(signedOut)
  return listPasskeys(actor.id)
}

/** What the browser needs to make a passkey that is found without an address and wants a finger, a face or a PIN. */
export async function beginPasskey(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
  await assertMayAddFactor(actor)
  await assertFresh(actor)
  const { id: rpID } = getRelyingParty()
  const [person, known] = await Promise.all([findPersonById(actor.id), listCredentials(actor.id)])
  if (!person) throw new ProblemError(signedOut)
  if (known.length >= mostPasskeys)
    throw new ProblemError({
      kind: 'conflict',
      message: `At most ${mostPasskeys} passkeys. Remove one first.`,
    })
  const options = await generateRegistrationOptions({
    rpName: 'Statusdesk',
    rpID,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known,
    supportedAlgorithmIDs: algorithms,
  })
  await keepProof(options.challenge, { kind: 'passkey_add', personId: actor.id, method: null })
  return options
}

/** Keeps the passkey that the browser made. This session has proven two factors by it. */
export async function addPasskey(
  actor: Actor,
  { name, response }: z.output<typeof addPasskeyInput>,
): Promise<void> {
  await assertMayAddFactor(actor)
  await assertFresh(actor)
  if (actor.sessionHash === null) throw new ProblemError(signedOut)
  const challenge = readChallenge(response.response.clientDataJSON)
  const pending = await takeProof(challenge, 'passkey_add')
  const made = pending?.personId === actor.id ? await verify(challenge, response) : null
  if (!made) {
    const cause = pending?.personId === actor.id ? 'signature' : 'challenge'
    await recordEvent(actor, { kind: 'passkey.refused', personId: actor.id, cause })
    throw new ProblemError({ kind: 'wrong_credentials', message: 'The passkey was not accepted. Try again.' })
  }
  const { credential, credentialBackedUp } = made
  const event = composeEvent(actor, { kind: 'passkey.added', personId: actor.id, passkeyId: credential.id })
  const passkey = {
    id: credential.id,
    personId: actor.id,
    name,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: response.response.transports,
    synced: credentialBackedUp,
  }
  const { sessionHash } = actor
  if (!(await writeEvent(event, () => insertPasskey(passkey, sessionHash, event))))
    throw new ProblemError({ kind: 'conflict', message: 'This passkey is registered already.' })
}

/** Takes a passkey of the actor's away. Refused where it is the last second factor and one must stay. */
export async function removePasskey(
  actor: Actor,
  { id }: z.output<typeof removePasskeyInput>,
): Promise<void> {
  await assertFresh(actor)
  await assertMayRemoveFactor(actor, 'passkey')
  const event = composeEvent(actor, { kind: 'passkey.removed', personId: actor.id, passkeyId: id })
  if (!(await writeEvent(event, () => deletePasskey(actor.id, id, event))))
    throw new ProblemError({ kind: 'not_found', message: 'There is no such passkey of yours.' })
}

async function verify(challenge: string, response: z.output<typeof registrationResponse>) {
  const { id, origin } = getRelyingParty()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    return verified && registrationInfo.userVerified ? registrationInfo : null
  } catch {
    // The library throws for everything that an answer can have wrong; what it reads comes from outside.
    return null
  }
}

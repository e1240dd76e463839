import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { ProblemError, signedOut } from '#lib/access/problem.ts'
import { findPersonById } from '#lib/access/store.ts'
import { assertMayAddFactor, assertMayRemoveFactor } from './allowed.ts'
import { describeSecret, findStep, newSecret } from './code.ts'
import { codeText } from './give-code.ts'
import { drawQr, type QrPath } from './qr-path.ts'
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import { openSecret, sealSecret } from './seal-secret.ts'
import {
  confirmAuthenticator,
  deleteAuthenticator,
  findOffer,
  keepOffer,
  replaceRecoveryCodes,
} from './store.ts'
import { countCode } from './use-code.ts'

export const confirmOfferInput = z.object({ code: codeText })

/** What an authenticator app is to take up, shown once. */
export interface AuthenticatorOffer {
  readonly qr: QrPath
  /** The secret in base32, for typing. */
  readonly text: string
}

export interface RecoveryCodes {
  /** Shown once. */
  readonly codes: readonly string[]
}

/** A new secret for the actor's authenticator app. It counts when a code has confirmed it; an older one counts until then. */
export async function offerAuthenticator(actor: Actor): Promise<AuthenticatorOffer> {
  await assertMayAddFactor(actor)
  await assertFresh(actor)
  const person = await findPersonById(actor.id)
  if (!person) throw new ProblemError(signedOut)
  const secret = newSecret()
  await keepOffer(actor.id, await sealSecret(actor.id, secret))
  const { url, text } = describeSecret(secret, person.email)
  return { qr: drawQr(url), text }
}

/**
 * Sets up what was offered, by a code of it, which is thereby used. Gives the recovery codes. Ends the actor's other
 * sessions. Codes tried here count like those at sign-in.
 */
export async function confirmOffer(
  actor: Actor,
  { code }: z.output<typeof confirmOfferInput>,
): Promise<RecoveryCodes> {
  await assertMayAddFactor(actor)
  await assertFresh(actor)
  const personId = actor.id
  await countCode(actor, personId)
  const offer = await findOffer(personId)
  if (offer === null || actor.sessionHash === null) throw new ProblemError(nothingOffered)
  const step = await findStep(await openSecret(personId, offer), code.replaceAll(/\s/g, ''))
  if (step === null) {
    await recordEvent(actor, { kind: 'second_factor.failed', personId })
    throw new ProblemError(wrongCode)
  }
  const codes = newRecoveryCodes()
  const confirmed = {
    secret: offer,
    step,
    hashes: codes.map((one) => hashRecoveryCode(personId, one)),
    sessionHash: actor.sessionHash,
  }
  const event = composeEvent(actor, { kind: 'second_factor.set_up', personId })
  if (!(await writeEvent(event, () => confirmAuthenticator(personId, confirmed, event))))
    throw new ProblemError(nothingOffered)
  return { codes }
}

/** Takes the actor's authenticator app away, and its recovery codes. Refused where a second factor must stay. */
export async function removeAuthenticator(actor: Actor): Promise<void> {
  await assertFresh(actor)
  await assertMayRemoveFactor(actor, 'authenticator')
  const event = composeEvent(actor, { kind: 'second_factor.removed', personId: actor.id })
  await writeEvent(event, () => deleteAuthenticator(actor.id, event))
}

/** New recovery codes; the old ones are of no use any more. */
export async function makeRecoveryCodes(actor: Actor): Promise<RecoveryCodes> {
  await assertFresh(actor)
  const codes = newRecoveryCodes()
  const hashes = codes.map((one) => hashRecoveryCode(actor.id, one))
  const event = composeEvent(actor, { kind: 'recovery_codes.made', personId: actor.id })
  if (!(await writeEvent(event, () => replaceRecoveryCodes(actor.id, hashes, event))))
    throw new ProblemError({ kind: 'conflict', message: 'Set up an authenticator app first.' })
  return { codes }
}

const nothingOffered = {
  kind: 'conflict',
  message: 'This was set up elsewhere, or began more than half an hour ago. Begin again.',
} as const

const wrongCode = {
  kind: 'wrong_credentials',
  message: 'The code does not fit. Check the time of the device, and type the newest code.',
} as const

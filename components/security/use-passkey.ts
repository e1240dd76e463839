import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import type { ActionResult } from '#lib/access/perform.ts'

/** Has a passkey sign a challenge. What the browser or the person says no to is a problem like any other. */
export async function signByPasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
): Promise<ActionResult<AuthenticationResponseJSON>> {
  return explained(() => startAuthentication({ optionsJSON }))
}

/** Has the browser make a passkey. */
export async function makePasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<ActionResult<RegistrationResponseJSON>> {
  return explained(() => startRegistration({ optionsJSON }))
}

/** Shows by a passkey that it is the one who is signed in. */
export async function confirmByPasskey(): Promise<ActionResult<void>> {
  const begun = await post('/security/confirm/begin', null)
  if (!begun.ok) return begun
  const signed = await signByPasskey(begun.data)
  if (!signed.ok) return signed
  const finished = await post('/security/confirm/finish', { response: signed.data })
  return finished.ok ? { ok: true, data: undefined } : finished
}

async function explained<Data>(ask: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    return { ok: true, data: await ask() }
  } catch (error) {
    // The name is the specification's (WebAuthn Level 3, sections 5.1.3 and 5.1.4).
    const known = error instanceof WebAuthnError && error.name === 'InvalidStateError'
    const message = known
      ? 'This device has a passkey of yours already.'
      : 'No passkey was used. Try again, or take another way.'
    return { ok: false, problem: { kind: known ? 'conflict' : 'wrong_credentials', message } }
  }
}

// The desk's own answer: options of the library, or problem details with a sentence.
async function post(
  path: string,
  body: unknown,
): Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>> {
  const failed = {
    kind: 'unavailable',
    message: 'The desk did not answer. Try again in a few seconds.',
  } as const
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    })
    const answer = await response.json()
    if (response.ok) return { ok: true, data: answer }
    return { ok: false, problem: { kind: 'wrong_credentials', message: String(answer.detail) } }
  } catch {
    return { ok: false, problem: failed }
  }
}

import { z } from 'zod'

/** Parts of what an authenticator answers are base64url; some KiB at most, with an attestation. */
const part = z
  .string('must be text')
  .max(16_384, 'is too long')
  .regex(/^[\w-]*$/, 'must be base64url')
const credentialId = part.min(1, 'must not be empty').max(1400, 'is too long')
const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  // We ask for no extension.
  clientExtensionResults: z.unknown().transform(() => ({})),
}

/** A new passkey, as the browser gives it (RegistrationResponseJSON of WebAuthn Level 3). */
export const registrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: part,
    attestationObject: part,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
})

/** Something signed by a passkey, as the browser gives it (AuthenticationResponseJSON). */
export const authenticationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: part,
    authenticatorData: part,
    signature: part,
    userHandle: part.exactOptional(),
  }),
})
export type SignedChallenge = z.output<typeof authenticationResponse>

/** The challenge that was signed, as the browser says; what says otherwise is refused by the signature. */
export function readChallenge(clientDataJSON: string): string {
  const parsed = z
    .object({ challenge: z.string() })
    .safeParse(parseJson(Buffer.from(clientDataJSON, 'base64url').toString()))
  return parsed.success ? parsed.data.challenge : ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

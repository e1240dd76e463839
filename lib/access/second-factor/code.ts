import { createOTP } from '@better-auth/utils/otp'
import { generateRandomString } from 'better-auth/crypto'

const stepSeconds = 30
const digits = 6

/** A new secret of 160 bits (RFC 4226, section 4, R6), as text that fills groups of four when it is typed. */
export function newSecret(): string {
  return generateRandomString(27, 'a-z', 'A-Z', '0-9')
}

/**
 * The step of 30 seconds whose code was given (RFC 6238): the present one, or the one before or after it, since
 * clocks differ and typing takes time. Null for any other code.
 */
export async function findStep(secret: string, code: string, nowMs = Date.now()): Promise<number | null> {
  const otp = createOTP(secret, { digits, period: stepSeconds })
  const present = Math.floor(nowMs / 1000 / stepSeconds)
  for (const step of [present, present - 1, present + 1]) {
    if ((await otp.hotp(step)) === code) return step
  }
  return null
}

/** What an authenticator app reads from the QR code, and its secret in base32. */
export function describeSecret(
  secret: string,
  email: string,
): { readonly url: string; readonly text: string } {
  const url = createOTP(secret, { digits, period: stepSeconds }).url('Statusdesk', email)
  return { url, text: new URL(url).searchParams.get('secret') ?? '' }
}

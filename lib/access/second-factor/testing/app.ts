import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

/** The code that an authenticator app shows for the secret that a person typed into it, now or some steps away. */
export async function readApp(text: string, stepsAway = 0): Promise<string> {
  const secret = new TextDecoder().decode(base32.decode(text))
  return createOTP(secret).hotp(Math.floor(Date.now() / 30_000) + stepsAway)
}

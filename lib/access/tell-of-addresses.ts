import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'

/** Says in the log of a configured desk that it does not learn where requests come from, and what that leaves out. */
export function tellOfAddresses(): void {
  const { DATABASE_URL, PUBLIC_URL, TRUSTED_IP_HEADER } = getEnv()
  if (DATABASE_URL && PUBLIC_URL && !TRUSTED_IP_HEADER)
    getLog().warn(
      'TRUSTED_IP_HEADER is not set: sign-ins are limited by e-mail address alone, and events name no address',
    )
}

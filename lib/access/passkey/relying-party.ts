import { isIP } from 'node:net'
import { getEnv } from '#lib/env.ts'
import { getPublicUrl } from '#lib/access/public-url.ts'

/** For whom passkeys are made (WebAuthn Level 3, section 5.4.2): the host that people reach the desk by. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** Null where there can be no passkeys: browsers make none for an IP address, nor without TLS but on this machine. */
export function findRelyingParty(): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(getPublicUrl())
  const local = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0 || (protocol !== 'https:' && !local)) return null
  return { id: hostname, origin }
}

/** Whether somebody may sign in by a passkey; not where the operator's own sign-in service is the only way. */
export function isPasskeySignInOpen(): boolean {
  return findRelyingParty() !== null && !getEnv().OIDC_ONLY
}

import { getPublicUrl } from '#lib/access/public-url.ts'
import { getEnv } from '#lib/env.ts'

/** The operator's own sign-in service. */
export interface OidcSettings {
  readonly issuer: URL
  readonly clientId: string
  /** Null for a client that only proves the start of the sign-in (PKCE). */
  readonly clientSecret: string | null
  readonly label: string
  /** Values of `amr` or `acr` that say that a second factor was given. */
  readonly secondFactor: readonly string[]
}

/** Null when people sign in with what the desk itself keeps, and nothing else. */
export function findOidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_LABEL, OIDC_SECOND_FACTOR_AMR } = getEnv()
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return null
  return {
    issuer: new URL(OIDC_ISSUER),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET ?? null,
    label: OIDC_LABEL,
    secondFactor: OIDC_SECOND_FACTOR_AMR,
  }
}

/** Whether nobody signs in with a password or a passkey of the desk. */
export function isOidcOnly(): boolean {
  return getEnv().OIDC_ONLY
}

/** Where the provider sends people back to: the one address that is registered there. */
export function getRedirectUri(): string {
  return `${getPublicUrl()}/sign-in/oidc/callback`
}

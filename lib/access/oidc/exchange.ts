import { authorizationCodeGrant, type Configuration, fetchUserInfo } from 'openid-client'
import { z } from 'zod'
import type { Flow } from './flow.ts'
import { explainOidcError } from './refusal.ts'
import { getRedirectUri } from './settings.ts'

/** Who somebody is at the provider. */
export interface Identity {
  readonly issuer: string
  /** What the provider calls them, for good (OpenID Connect Core 1.0, section 5.7: nothing else is). */
  readonly subject: string
  /** In lower case. */
  readonly email: string | null
  readonly emailVerified: boolean
  /** How they proved it there: `amr` and `acr`. */
  readonly methods: readonly string[]
  /** When they last did. Null where the provider does not say. */
  readonly authenticatedAtMs: number | null
}

/**
 * Takes the provider's answer for its word: the answer's state and issuer (RFC 9207), then the code against the ID token,
 * whose signature, issuer, audience, times and nonce are checked. Throws an OidcRefusal.
 */
export async function exchangeCode(
  provider: Configuration,
  flow: Flow,
  answer: URLSearchParams,
): Promise<Identity> {
  // The address as it is registered, whatever host the request named.
  const url = new URL(`${getRedirectUri()}?${answer}`)
  try {
    const tokens = await authorizationCodeGrant(provider, url, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('The library gave no claims of an ID token that it demanded.')
    // Many providers leave the address out of the ID token (section 5.4).
    const hasEmail =
      claims['email'] !== undefined || provider.serverMetadata().userinfo_endpoint === undefined
    const person = hasEmail ? claims : await fetchUserInfo(provider, tokens.access_token, claims.sub)
    const { email, email_verified: emailVerified } = emailClaims.parse(person)
    const { amr, acr } = methodClaims.parse(claims)
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email,
      emailVerified,
      methods: acr === null ? amr : [...amr, acr],
      authenticatedAtMs: claims.auth_time === undefined ? null : claims.auth_time * 1000,
    }
  } catch (error) {
    throw explainOidcError(error)
  }
}

/** What has another type than the standard's is as good as missing. */
const emailClaims = z.object({
  email: z.email().max(254).toLowerCase().nullable().catch(null).default(null),
  email_verified: z.literal(true).or(z.literal(false)).catch(false).default(false),
})

const methodClaims = z.object({
  amr: z.array(z.string()).catch([]).default([]),
  acr: z.string().nullable().catch(null).default(null),
})

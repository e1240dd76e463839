import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { OidcCause } from './cause.ts'

/** The provider's answer, or the lack of one, that leads to nothing. */
export class OidcRefusal extends Error {
  override readonly name = 'OidcRefusal'
  readonly reason: OidcCause
  /** What the library or the provider calls it; never a value out of the answer. */
  readonly code: string | null
  readonly personId: string | null

  constructor(
    reason: OidcCause,
    {
      code = null,
      personId = null,
      cause,
    }: { code?: string | null; personId?: string | null; cause?: unknown } = {},
  ) {
    super(`${reason}${code === null ? '' : ` (${code})`}`, { cause })
    this.reason = reason
    this.code = code
    this.personId = personId
  }
}

/** What an error of the library means. Throws it on when it is none that a provider can cause. */
export function explainOidcError(error: unknown): OidcRefusal {
  if (error instanceof AuthorizationResponseError)
    return new OidcRefusal(
      error.error === 'access_denied' ? 'denied' : 'provider_error',
      about(error, error.error),
    )
  if (error instanceof ResponseBodyError) {
    // The provider does not take the code: used before, made for another sign-in, or too old.
    const reason = error.error === 'invalid_grant' ? 'untrusted' : 'provider_error'
    return new OidcRefusal(reason, about(error, error.error))
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return new OidcRefusal('provider_error', about(error, `http_${error.status}`))
  if (error instanceof ClientError) {
    const code = error.code ?? null
    return new OidcRefusal(unreachable.has(code) ? 'unreachable' : 'untrusted', about(error, code))
  }
  // What `fetch` throws when nothing came back; the library's own of this type carry a code and are bugs.
  if (error instanceof TypeError && !('code' in error))
    return new OidcRefusal('unreachable', about(error, null))
  throw error
}

const unreachable: ReadonlySet<string | null> = new Set([
  null,
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
])

/** The provider writes codes; only what looks like one is kept. */
function about(cause: unknown, code: string | null) {
  return { cause, code: code !== null && /^[\w-]{1,64}$/.test(code) ? code : null }
}

import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  type ClientAuth,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client'
import { once } from '#lib/once.ts'
import type { OidcSettings } from './settings.ts'

/** For one request to the provider: keys, codes, claims. */
const timeoutSeconds = 10
/** What the provider says of itself is asked again after this long. */
const keptMs = 60 * 60_000

interface Kept {
  readonly found: Promise<Configuration>
  readonly atMs: number
}

/** The provider as it describes itself at its well-known address. Throws what the library throws; a failure is not kept. */
export async function discoverProvider(settings: OidcSettings): Promise<Configuration> {
  const holder = once<{ kept: Kept | null }>('oidc provider', () => ({ kept: null }))
  if (holder.kept && Date.now() - holder.kept.atMs < keptMs) return holder.kept.found
  const kept = { found: discover(settings), atMs: Date.now() }
  holder.kept = kept
  kept.found.catch(() => {
    if (holder.kept === kept) holder.kept = null
  })
  return kept.found
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const authentication = clientSecret === null ? None() : authenticateBy(clientSecret)
  return discovery(issuer, clientId, undefined, authentication, {
    timeout: timeoutSeconds,
    execute: [
      // The library takes TLS as proof enough of who signed the ID token; a proxy in between would be believed.
      enableNonRepudiationChecks,
      // Only for a provider on this machine (env.ts).
      ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
    ],
  })
}

/** As the provider wants it: `client_secret_basic` where it says nothing (OpenID Connect Discovery 1.0, section 3). */
function authenticateBy(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const authenticate = ways.includes('client_secret_basic') ? basic : post
    authenticate(server, ...rest)
  }
}

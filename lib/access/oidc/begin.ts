import { randomUUID } from 'node:crypto'
import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { type Actor, anonymousActor } from '#lib/access/actor.ts'
import { parseNextPath, signInPath } from '#lib/access/next-path.ts'
import { type RateLimit, takeToken } from '#lib/access/rate-limit.ts'
import { describeRequest } from '#lib/access/request.ts'
import { findAnySession } from '#lib/access/session.ts'
import { findEmail } from './store.ts'
import type { OidcPurpose } from './cause.ts'
import { type Flow, keepFlow } from './flow.ts'
import { discoverProvider } from './provider.ts'
import { explainOidcError, OidcRefusal } from './refusal.ts'
import { type Departure, refuse } from './refuse.ts'
import { getRedirectUri, type OidcSettings } from './settings.ts'

/** Begun from one address, where it is known. An office may have one for all. */
const beginLimit: RateLimit = { limit: 100, windowMs: 15 * 60_000 }

/**
 * Sends somebody to the provider: to sign in and come to `next`, or, where they are signed in, to show that it is still
 * them. What stands in the way is recorded, and leads back with a word of it.
 */
export async function beginOidc(
  settings: OidcSettings,
  { purpose, next }: { readonly purpose: OidcPurpose; readonly next: unknown },
  headers: Headers,
): Promise<Departure> {
  const open = await findAnySession(headers)
  // Whoever owes a second factor gives that first, and is as fresh then.
  if (purpose === 'confirm' && (!open || open.held)) return { location: signInPath('/'), setCookies: [] }
  const actor = open?.actor ?? anonymousActor(describeRequest(headers))
  const flow = composeFlow(purpose, parseNextPath(next), purpose === 'confirm' ? actor.sessionHash : null)
  try {
    if (actor.ip !== null && !(await takeToken(`oidc ip ${actor.ip}`, beginLimit)).allowed)
      throw new OidcRefusal('limited')
    const provider = await discoverProvider(settings).catch((error: unknown) => {
      throw explainOidcError(error)
    })
    const url = await composeUrl(provider, flow, actor)
    return { location: url.href, setCookies: [keepFlow(flow)] }
  } catch (error) {
    return refuse(actor, flow, error)
  }
}

function composeFlow(purpose: OidcPurpose, next: string, sessionHash: string | null): Flow {
  return {
    id: randomUUID(),
    purpose,
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    next,
    sessionHash,
    startedAtMs: Date.now(),
  }
}

async function composeUrl(provider: Configuration, flow: Flow, actor: Actor): Promise<URL> {
  const hint = flow.purpose === 'confirm' ? await findEmail(actor.id) : null
  return buildAuthorizationUrl(provider, {
    redirect_uri: getRedirectUri(),
    scope: 'openid email',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    // Ask again, whoever is signed in there; the answer then says when they did (Core 1.0, section 3.1.2.1).
    ...(flow.purpose === 'confirm' && { prompt: 'login', max_age: '0' }),
    ...(hint !== null && { login_hint: hint }),
  })
}

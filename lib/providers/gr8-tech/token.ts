import type { Answer } from '#lib/providers/answer.ts'
import type { AskContext } from '#lib/providers/contract.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import type { TokenSettings } from './schema.ts'
import { noToken, readTokenReply } from './token-reply.ts'
import { buildTokenRequest } from './token-request.ts'

/** A value for the `Authorization` header, or the answer that stands in for the look-up's when there is none. */
export type Authorized =
  | { readonly ok: true; readonly authorization: string }
  | { readonly ok: false; readonly answer: Answer }

type Obtained =
  | { readonly ok: true; readonly authorization: string; readonly secrets: readonly string[] }
  | { readonly ok: false; readonly answer: Answer }

/** Where the server does not say how long a token lives; a token that dies sooner costs a 401 and a refresh. */
const assumedLifetimeMs = 5 * 60_000
/** A token is not used to its last moment, since a call takes time and clocks differ. */
const longestMarginMs = 60_000

/** The token of a connection, and the refresh under way that all its questions share. */
class TokenCache {
  token: (Obtained & { readonly ok: true; readonly usableUntilMs: number }) | null = null
  pending: Promise<Obtained> | null = null
}

/**
 * Gives the connection's access token, from memory or fresh. `rejected` is the authorization that the provider
 * has just answered with 401, so as not to give that one again. Questions that need a token at the same time
 * share one refresh. Whatever it gives is made known to `keepSecret` of this context.
 */
export async function authorize(
  settings: TokenSettings,
  context: AskContext,
  rejected: string | null,
): Promise<Authorized> {
  const cache = cacheIn(context.memory)
  if (cache.token?.authorization === rejected) cache.token = null
  const cached = cache.token
  const obtained =
    cached && context.now().getTime() < cached.usableUntilMs ? cached : await share(cache, settings, context)
  if (obtained.ok) for (const secret of obtained.secrets) context.keepSecret(secret)
  return obtained
}

async function share(cache: TokenCache, settings: TokenSettings, context: AskContext): Promise<Obtained> {
  const shared = cache.pending
  if (shared === null) return refresh(cache, settings, context)
  const obtained = await shared
  // The look-up whose refresh it was may have been cancelled, or have run out of its own time.
  const itsOwnEnd =
    !obtained.ok && (obtained.answer.fault === 'cancelled' || obtained.answer.fault === 'timeout')
  return itsOwnEnd ? (cache.pending ?? refresh(cache, settings, context)) : obtained
}

function refresh(cache: TokenCache, settings: TokenSettings, context: AskContext): Promise<Obtained> {
  const pending = obtain(cache, settings, context).finally(() => {
    cache.pending = null
  })
  cache.pending = pending
  return pending
}

async function obtain(cache: TokenCache, settings: TokenSettings, context: AskContext): Promise<Obtained> {
  const { request, secrets } = buildTokenRequest(settings)
  for (const secret of secrets) context.keepSecret(secret)
  const askedAtMs = context.now().getTime()
  const sent = await context.send(request)
  if (sent.kind === 'fault') {
    const answer = unsent(sent)
    return { ok: false, answer: { ...answer, notices: [...answer.notices, noToken] } }
  }
  const token = readTokenReply(sent)
  if (!token.ok) return token
  const lifetimeMs = token.expiresInMs ?? assumedLifetimeMs
  const usableUntilMs = askedAtMs + lifetimeMs - Math.min(longestMarginMs, lifetimeMs / 10)
  cache.token = { ...token, usableUntilMs }
  return token
}

function cacheIn(memory: Map<string, unknown>): TokenCache {
  const held = memory.get('token')
  if (held instanceof TokenCache) return held
  const cache = new TokenCache()
  memory.set('token', cache)
  return cache
}

import type { Actor } from './actor.ts'
import { findOidcSettings, isOidcOnly } from './oidc/settings.ts'
import { findLinkedAt } from './oidc/store.ts'
import { type ConfirmWays, type Problem, ProblemError } from './problem.ts'
import { readFactors } from './second-factor/store.ts'
import { isConfirmedSince } from './session-store.ts'

/** How long it counts, at sign-in or again later. */
export const freshMinutes = 10

/**
 * Throws a `stale_sign_in` problem unless the actor proved within the last ten minutes who they are, by two factors if
 * they have a second one. A token never did; the desk itself and the command line have none to give.
 */
export async function assertFresh(actor: Actor): Promise<void> {
  if (actor.kind === 'system' || actor.kind === 'cli') return
  if (actor.kind === 'user' && actor.sessionHash !== null) {
    if (await isConfirmedSince(actor.id, actor.sessionHash, freshMinutes)) return
  }
  throw new ProblemError(stale(await listWays(actor)))
}

async function listWays(actor: Actor): Promise<ConfirmWays> {
  const { password, authenticatorSince, passkeys } = await readFactors(actor.id)
  const settings = findOidcSettings()
  const isLinked = settings !== null && (await findLinkedAt(actor.id, settings.issuer.href)) !== null
  // A passkey stands alone; a code stands beside a password.
  const byPassword = password && !isOidcOnly() && (passkeys === 0 || authenticatorSince !== null)
  return {
    password: byPassword,
    code: byPassword && authenticatorSince !== null,
    passkey: passkeys > 0,
    provider: isLinked ? settings.label : null,
  }
}

function stale(ways: ConfirmWays): Problem {
  const what = ways.password ? 'your password' : ways.passkey ? 'your passkey' : 'you to sign in'
  const message = `This needs ${what} again: nothing has shown for ${freshMinutes} minutes that it is you.`
  return { kind: 'stale_sign_in', message, ways }
}

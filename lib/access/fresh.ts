import type { Actor } from './actor.ts'
import { type Problem, ProblemError } from './problem.ts'
import { isConfirmedSince } from './session-store.ts'

/** How long giving the password counts, at sign-in or again later. */
export const freshMinutes = 10

/**
 * Throws a `stale_sign_in` problem unless the actor gave the password within the last ten minutes. A token never
 * did; the desk itself and the command line have none to give.
 */
export async function assertFresh(actor: Actor): Promise<void> {
  if (actor.kind === 'system' || actor.kind === 'cli') return
  if (actor.kind === 'user' && actor.sessionHash !== null) {
    if (await isConfirmedSince(actor.id, actor.sessionHash, freshMinutes)) return
  }
  throw new ProblemError(stale)
}

const stale: Problem = {
  kind: 'stale_sign_in',
  message: `This needs your password again: it was last given more than ${freshMinutes} minutes ago.`,
}

import { redirect } from 'next/navigation'
import type { Actor } from './actor.ts'
import type { Capability } from './capabilities.ts'
import { getSession } from './current-session.ts'
import { assertCan } from './deny.ts'
import { secondFactorPath, signInPath } from './next-path.ts'
import { type ActionResult, settle } from './perform.ts'
import { ProblemError } from './problem.ts'

/** Whoever opens a page, sent to sign in first when they are nobody. `path` is where they come back to. */
export async function requireActor(path: string): Promise<Actor> {
  const found = await settle(getSession)
  if (found.ok) return found.data ?? redirect(signInPath(path))
  if (found.problem.kind === 'second_factor_needed') redirect(secondFactorPath(path))
  throw new ProblemError(found.problem)
}

/**
 * Whether whoever opens a page may see it: the actor, or the problem to show in its place, such as `denied` with
 * the missing capability, which is recorded. Nobody signed in is sent to sign in first.
 */
export async function requirePage(capability: Capability, path: string): Promise<ActionResult<Actor>> {
  const found = await settle(getSession)
  if (!found.ok && found.problem.kind === 'second_factor_needed') redirect(secondFactorPath(path))
  if (!found.ok) return found
  const actor = found.data ?? redirect(signInPath(path))
  return settle(async () => {
    await assertCan(actor, capability)
    return actor
  })
}

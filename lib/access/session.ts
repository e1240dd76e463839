import { createHash } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { getSql } from '#db/client.ts'
import type { Actor } from './actor.ts'
import { getAuth, idleSessionMs } from './auth.ts'
import { ProblemError, secondFactorNeeded, unavailable } from './problem.ts'
import { describeRequest } from './request.ts'
import { isRole } from './roles.ts'
import { isSecondFactorRequired } from './second-factor/required.ts'
import { deleteSession, touchSession } from './store.ts'

/** How far the recorded last use may lag behind. */
const touchEveryMs = 60_000

export interface OpenSession {
  readonly actor: Actor
  readonly token: string
  /** The role wants two factors and one was given: nothing may be done before the other. */
  readonly held: boolean
}

/**
 * The session that a request carries, and whose it is; null without one, and when it has ended: twelve hours
 * after sign-in, half an hour after it was last used, or when the person is disabled. Being looked for is use.
 * Throws a `second_factor_needed` problem while it is held.
 */
export async function findSession(headers: Headers): Promise<OpenSession | null> {
  const open = await findAnySession(headers)
  if (open?.held) throw new ProblemError(secondFactorNeeded)
  return open
}

/** Like `findSession`, held or not: for giving the second factor, and for going. */
export async function findAnySession(headers: Headers): Promise<OpenSession | null> {
  const found = await getAuth().api.getSession({ headers }).catch(throwCause)
  if (!found || !isRole(found.user.role) || found.user.disabledAt) return null
  const { token, lastSeenAt, twoFactors } = found.session
  const unusedMs = Date.now() - lastSeenAt.getTime()
  if (unusedMs > idleSessionMs) {
    await deleteSession(token)
    return null
  }
  if (unusedMs > touchEveryMs) await touchSession(token)
  const { id, name, role } = found.user
  const origin = describeRequest(headers)
  const actor: Actor = {
    ...origin,
    kind: 'user',
    id,
    name,
    role,
    sessionHash: hashSession(token),
    tokenId: null,
  }
  return { token, actor, held: !twoFactors && isSecondFactorRequired(role) }
}

/** What the record calls a session. */
export function hashSession(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The library hides why it could not read. While the database is away, asking it anything says so; when it is back
 * already, it was away a moment ago.
 */
async function throwCause(error: unknown): Promise<never> {
  await getSql()`select 1`
  if (error instanceof APIError && error.status === 'INTERNAL_SERVER_ERROR')
    throw new ProblemError(unavailable)
  throw error
}

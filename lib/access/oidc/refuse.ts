import type { Actor } from '#lib/access/actor.ts'
import { findProblem, type Problem } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { describeError } from '#lib/describe-error.ts'
import { getLog } from '#lib/log.ts'
import type { OidcCause } from './cause.ts'
import type { Flow } from './flow.ts'
import { OidcRefusal } from './refusal.ts'

/** Where a browser is sent next. */
export interface Departure {
  readonly location: string
  /** Values of `Set-Cookie`. */
  readonly setCookies: readonly string[]
}

/** Records why nobody was let in, and leads to the page that says so. Throws on what is no such reason. */
export async function refuse(actor: Actor, flow: Flow | null, error: unknown): Promise<Departure> {
  if (error instanceof OidcRefusal) {
    const { reason, code, personId } = error
    const about = {
      purpose: flow?.purpose ?? null,
      cause: reason,
      code,
      personId: personId ?? findUser(actor),
    }
    getLog().warn({ ...about, ...describeError(error) }, 'The sign-in service let nobody in')
    await recordEvent(actor, { kind: 'oidc.refused', ...about })
    return lead(flow, reason)
  }
  // Found, and recorded, where the session was to be opened or confirmed.
  const reason = reasonByProblem.get(findProblem(error)?.kind)
  if (reason === undefined) throw error
  return lead(flow, reason)
}

const reasonByProblem: ReadonlyMap<Problem['kind'] | undefined, OidcCause> = new Map([
  ['wrong_credentials', 'disabled'],
  ['signed_out', 'signed_out'],
  ['unavailable', 'unavailable'],
])

function lead(flow: Flow | null, reason: OidcCause): Departure {
  const setCookies: string[] = []
  if (flow?.purpose === 'confirm')
    return { location: `/sign-in/oidc/confirmed?problem=${reason}`, setCookies }
  const next = flow === null || flow.next === '/' ? '' : `&next=${encodeURIComponent(flow.next)}`
  return { location: `/sign-in?problem=${reason}${next}`, setCookies }
}

function findUser({ kind, id }: Actor): string | null {
  return kind === 'user' ? id : null
}

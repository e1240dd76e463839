import type { Actor } from '#lib/access/actor.ts'
import type { SignInMethod } from '#lib/access/sign-in-method.ts'
import type { EventObject, EventResult } from './event.ts'

interface SignIn {
  readonly kind: 'sign_in.ok' | 'sign_in.failed' | 'sign_in.limited' | 'sign_in.disabled'
  /** The person whose address was given; null when nobody has it. */
  readonly personId: string | null
  /** A keyed digest of the address given, so that tries at one address can be seen together. */
  readonly emailDigest: string
  /** Where they had proven who they are. */
  readonly method?: SignInMethod
}

interface SignOut {
  readonly kind: 'sign_out'
}

interface SessionEnded {
  readonly kind: 'session.ended'
  readonly personId: string
  /** Null for all of the person's sessions. */
  readonly sessionHash: string | null
}

/** Asked for the password again, in a session that is open. */
interface SessionConfirmed {
  readonly kind: 'session.confirmed' | 'session.not_confirmed' | 'session.confirm_limited'
}

/** What is recorded of sessions: how they begin, are confirmed, and end. */
export type SignInEvent = SignIn | SignOut | SessionEnded | SessionConfirmed

/** The meaning of an event about a session; `actor` is whose session it is where the event does not say. */
export function describeSignInEvent(
  actor: Actor,
  event: SignInEvent,
): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string>>
} {
  switch (event.kind) {
    case 'sign_in.ok':
    case 'sign_in.failed':
    case 'sign_in.limited':
    case 'sign_in.disabled': {
      const object = event.personId === null ? null : ({ type: 'person', id: event.personId } as const)
      const { emailDigest, method } = event
      const details = { email_digest: emailDigest, ...(method && { method }) }
      return { result: resultByKind[event.kind], object, details }
    }
    case 'sign_out':
    case 'session.confirmed':
    case 'session.not_confirmed':
    case 'session.confirm_limited':
      return { result: resultByKind[event.kind], object: ownSession(actor), details: {} }
    case 'session.ended': {
      const { personId, sessionHash } = event
      const object: EventObject =
        sessionHash === null ? { type: 'person', id: personId } : { type: 'session', id: sessionHash }
      return { result: resultByKind[event.kind], object, details: { person_id: personId } }
    }
  }
}

const resultByKind: Record<SignInEvent['kind'], EventResult> = {
  'sign_in.ok': 'ok',
  'sign_in.failed': 'failed',
  'sign_in.limited': 'denied',
  'sign_in.disabled': 'denied',
  sign_out: 'ok',
  'session.confirmed': 'ok',
  'session.not_confirmed': 'failed',
  'session.confirm_limited': 'denied',
  'session.ended': 'ok',
}

function ownSession(actor: Actor): EventObject | null {
  return actor.sessionHash === null ? null : { type: 'session', id: actor.sessionHash }
}

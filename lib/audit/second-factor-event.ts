import type { EventObject, EventResult } from './event.ts'

/** An authenticator app. Setting one up and resetting end sessions too; a reset takes passkeys away as well. */
interface SecondFactorChanged {
  readonly kind: 'second_factor.set_up' | 'second_factor.removed' | 'second_factor.reset'
  readonly personId: string
}

/** A code was tried. */
interface SecondFactorTried {
  readonly kind: 'second_factor.passed' | 'second_factor.failed' | 'second_factor.limited'
  readonly personId: string
}

interface RecoveryCodesMade {
  readonly kind: 'recovery_codes.made'
  readonly personId: string
}

interface RecoveryCodeUsed {
  readonly kind: 'recovery_code.used'
  readonly personId: string
  readonly left: number
}

interface PasskeyChanged {
  readonly kind: 'passkey.added' | 'passkey.removed' | 'passkey.used'
  readonly personId: string
  readonly passkeyId: string
}

/** Why a passkey was not accepted; `challenge` is one that was not given out, or is used or too old; `limited` are too many tries. */
export type PasskeyCause = 'challenge' | 'unknown' | 'somebody_elses' | 'signature' | 'counter' | 'limited'

interface PasskeyRefused {
  readonly kind: 'passkey.refused'
  /** Null where it is not known whose it is. */
  readonly personId: string | null
  readonly cause: PasskeyCause
}

/** By oneself; it ended one's other sessions. */
interface PasswordChanged {
  readonly kind: 'password.changed' | 'password.not_changed'
  readonly personId: string
}

/** How people prove who they are beside their password. Neither codes nor keys, nor what people call them. */
export type SecondFactorEvent =
  | SecondFactorChanged
  | SecondFactorTried
  | RecoveryCodesMade
  | RecoveryCodeUsed
  | PasskeyChanged
  | PasskeyRefused
  | PasswordChanged

/** The meaning of an event about a second factor. */
export function describeSecondFactorEvent(event: SecondFactorEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string>>
} {
  const object = event.personId === null ? null : ({ type: 'person', id: event.personId } as const)
  switch (event.kind) {
    case 'second_factor.set_up':
    case 'second_factor.removed':
    case 'second_factor.reset':
    case 'second_factor.passed':
    case 'recovery_codes.made':
    case 'password.changed':
      return { result: 'ok', object, details: {} }
    case 'second_factor.failed':
    case 'password.not_changed':
      return { result: 'failed', object, details: {} }
    case 'second_factor.limited':
      return { result: 'denied', object, details: {} }
    case 'recovery_code.used':
      return { result: 'ok', object, details: { codes_left: String(event.left) } }
    case 'passkey.added':
    case 'passkey.removed':
    case 'passkey.used':
      return { result: 'ok', object, details: { passkey: event.passkeyId } }
    case 'passkey.refused':
      return { result: 'failed', object, details: { cause: event.cause } }
  }
}

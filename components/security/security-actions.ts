import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import type { AuthenticatorOffer, RecoveryCodes } from '#lib/access/second-factor/authenticator.ts'

type Nothing = Readonly<Record<string, never>>

/** Setting up an authenticator app. */
export interface AuthenticatorActions {
  readonly offerAuthenticator: (input: Nothing) => Promise<ActionResult<AuthenticatorOffer>>
  readonly confirmOffer: (input: { readonly code: string }) => Promise<ActionResult<RecoveryCodes>>
  readonly confirmPassword: ConfirmAction
}

/** Adding a passkey. */
export interface AddPasskeyActions {
  readonly beginPasskey: (input: Nothing) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>
  readonly addPasskey: (input: {
    readonly name: string
    readonly response: RegistrationResponseJSON
  }) => Promise<ActionResult<void>>
  readonly confirmPassword: ConfirmAction
}

/** Everything that one does for one's own security. */
export interface SecurityActions extends AuthenticatorActions, AddPasskeyActions {
  readonly removeAuthenticator: (input: Nothing) => Promise<ActionResult<void>>
  readonly makeRecoveryCodes: (input: Nothing) => Promise<ActionResult<RecoveryCodes>>
  readonly removePasskey: (input: { readonly id: string }) => Promise<ActionResult<void>>
  readonly changePassword: (input: {
    readonly present: string
    readonly wanted: string
  }) => Promise<ActionResult<void>>
}

/** By what a session was opened. `provider` is the operator's own sign-in service. */
export const signInMethods = [
  'password',
  'password_and_code',
  'password_and_recovery_code',
  'password_and_passkey',
  'passkey',
  'provider',
  'provider_with_second_factor',
] as const
export type SignInMethod = (typeof signInMethods)[number]

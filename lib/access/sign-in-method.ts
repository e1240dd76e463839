/**
 * What opens sessions, and how many factors each proves. `provider` is the operator's own sign-in service; `link` is
 * one made on the command line. A passkey is something held and, since it wants a finger or a PIN, something else.
 */
const factorsByMethod = {
  password: 1,
  password_and_code: 2,
  password_and_recovery_code: 2,
  provider: 1,
  provider_and_code: 2,
  provider_and_recovery_code: 2,
  provider_with_second_factor: 2,
  link: 1,
  link_and_code: 2,
  link_and_recovery_code: 2,
  passkey: 2,
} as const

/** By what a session was opened. */
export type SignInMethod = keyof typeof factorsByMethod

/** Narrows outside text to a method. */
export function isSignInMethod(text: string): text is SignInMethod {
  return Object.hasOwn(factorsByMethod, text)
}

/** Whether a method proves two factors. */
export function provesTwoFactors(method: SignInMethod): boolean {
  return factorsByMethod[method] === 2
}

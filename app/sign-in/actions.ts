'use server'

import { redirect } from 'next/navigation'
import { actionWhileHeld } from '#lib/access/action.ts'
import { confirmInput, confirmPassword } from '#lib/access/confirm.ts'
import { ownRoute } from '#components/own-route.ts'
import { getRequestHeaders, signInHere, signInHereBy } from '#lib/access/current-session.ts'
import { codePath, parseNextPath } from '#lib/access/next-path.ts'
import { beginPasskeySignIn, signInByPasskey as signInByPasskeyWith } from '#lib/access/passkey/sign-in.ts'
import { settle } from '#lib/access/perform.ts'
import type { Problem } from '#lib/access/problem.ts'
import { giveCode as giveCodeWith } from '#lib/access/second-factor/give-code.ts'

export interface SignInState {
  readonly problem: Problem | null
  /** As typed, so that it need not be typed again. */
  readonly email: string
}

export async function signIn(_: SignInState, form: FormData): Promise<SignInState> {
  const { email, password, next } = read(form)
  const result = await settle(() => signInHere({ email, password }))
  if (result.ok) redirect(ownRoute(parseNextPath(next)))
  if (result.problem.kind === 'second_factor_needed') redirect(codePath(parseNextPath(next)))
  return { problem: result.problem, email: typeof email === 'string' ? email : '' }
}

export interface GiveCodeState {
  readonly problem: Problem | null
}

export async function giveCode(_: GiveCodeState, form: FormData): Promise<GiveCodeState> {
  const { code, next } = read(form)
  const result = await settle(() => signInHereBy((headers) => giveCodeWith({ code }, headers)))
  if (result.ok) redirect(ownRoute(parseNextPath(next)))
  return { problem: result.problem }
}

/** For who must set up a second factor first, and took more than ten minutes. */
export const confirmPasswordWhileHeld = actionWhileHeld(confirmInput, confirmPassword)

export async function beginPasskey() {
  return settle(async () => beginPasskeySignIn(await getRequestHeaders()))
}

export async function signInByPasskey(given: unknown) {
  return settle(async () => {
    await signInHereBy((headers) => signInByPasskeyWith(given, headers))
  })
}

/** Whatever was sent here; the type is what our own form sends. */
function read(form: FormData): Record<string, unknown> {
  return form instanceof FormData ? Object.fromEntries(form) : {}
}

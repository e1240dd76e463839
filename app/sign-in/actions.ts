'use server'

import { redirect } from 'next/navigation'
import { ownRoute } from '#components/own-route.ts'
import { signInHere } from '#lib/access/current-session.ts'
import { parseNextPath } from '#lib/access/next-path.ts'
import { settle } from '#lib/access/perform.ts'
import type { Problem } from '#lib/access/problem.ts'

export interface SignInState {
  readonly problem: Problem | null
  /** As typed, so that it need not be typed again. */
  readonly email: string
}

export async function signIn(_: SignInState, form: FormData): Promise<SignInState> {
  // Whatever was sent here; the type is what our own form sends.
  const { email, password, next }: Record<string, unknown> =
    form instanceof FormData ? Object.fromEntries(form) : {}
  const result = await settle(() => signInHere({ email, password }))
  if (!result.ok) return { problem: result.problem, email: typeof email === 'string' ? email : '' }
  redirect(ownRoute(parseNextPath(next)))
}

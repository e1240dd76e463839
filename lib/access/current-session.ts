import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import type { Actor } from './actor.ts'
import { CodeNeededError } from './second-factor/code-needed.ts'
import { findAnySession, findSession, type OpenSession } from './session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { SignedIn } from './start-session.ts'

/** Who sends the request that is being answered; null when nobody is signed in. Asked once per rendered page. */
export const getSession = cache(async (): Promise<Actor | null> => {
  const open = await findSession(await getRequestHeaders())
  return open?.actor ?? null
})

/** Like `getSession`, also where a second factor is wanted first: for giving it. */
export const getAnySession = cache(async (): Promise<Omit<OpenSession, 'token'> | null> => {
  const open = await findAnySession(await getRequestHeaders())
  return open && { actor: open.actor, held: open.held }
})

/** Signs in whoever sends this request. Only where cookies can be set: in a server action or a route handler. */
export async function signInHere(given: unknown): Promise<SignedIn> {
  return signInHereBy((requestHeaders) => signIn(given, requestHeaders))
}

/** Signs in whoever sends this request in some way; where a code is wanted too, keeps what was proven and throws. */
export async function signInHereBy(prove: (headers: Headers) => Promise<SignedIn>): Promise<SignedIn> {
  try {
    const signedIn = await prove(await getRequestHeaders())
    await setCookies(signedIn.setCookies)
    return signedIn
  } catch (error) {
    if (error instanceof CodeNeededError) await setCookies(error.setCookies)
    throw error
  }
}

/** Ends the session of whoever sends this request. Only where cookies can be set. */
export async function signOutHere(): Promise<void> {
  const signedOut = await signOut(await getRequestHeaders())
  await setCookies(signedOut.setCookies)
}

/** A copy of the headers of the request that is being answered. */
export async function getRequestHeaders(): Promise<Headers> {
  return new Headers(await headers())
}

async function setCookies(given: readonly string[]): Promise<void> {
  const jar = await cookies()
  for (const line of given) {
    for (const [name, cookie] of parseSetCookieHeader(line)) {
      jar.set(name, cookie.value, toCookieOptions(cookie))
    }
  }
}

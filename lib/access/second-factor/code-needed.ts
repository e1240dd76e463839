import { randomBytes } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { keepProof, pendingProofSeconds } from '#lib/access/pending-proof.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getPublicUrl } from '#lib/access/public-url.ts'
import type { SignInMethod } from '#lib/access/sign-in-method.ts'

/** The first factor was right; the sign-in goes on where the code is asked for. */
export class CodeNeededError extends ProblemError {
  /** Values of `Set-Cookie`, for the response. */
  readonly setCookies: readonly string[]

  constructor(setCookies: readonly string[]) {
    super({
      kind: 'second_factor_needed',
      message: 'This account wants a code of its authenticator app too.',
    })
    this.setCookies = setCookies
  }
}

/** Remembers for ten minutes what a person has proven, and gives what is to be thrown. */
export async function askForCode(personId: string, method: SignInMethod): Promise<CodeNeededError> {
  const held = randomBytes(32).toString('base64url')
  await keepProof(held, { kind: 'code', personId, method })
  return new CodeNeededError([composeCookie(held, pendingProofSeconds)])
}

/** What the browser holds of a sign-in that wants a code. */
export function readHeld(headers: Headers): string | null {
  return parseCookies(headers.get('cookie') ?? '').get(getName()) ?? null
}

/** A value of `Set-Cookie` that takes it away. */
export function dropHeld(): string {
  return composeCookie('', 0)
}

function composeCookie(value: string, maxAgeSeconds: number): string {
  const secure = isSecure() ? ' Secure;' : ''
  return `${getName()}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly;${secure} SameSite=Lax`
}

const isSecure = () => getPublicUrl().startsWith('https:')
const getName = () => `${isSecure() ? '__Host-' : ''}statusdesk_step`

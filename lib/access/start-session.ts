import { DrizzleQueryError } from 'drizzle-orm'
import { recordEvent } from '#lib/audit/record.ts'
import { type Actor, anonymousActor } from './actor.ts'
import { getAuth } from './auth.ts'
import { digestEmail } from './keys.ts'
import { isDisabled } from './people-store.ts'
import { ProblemError } from './problem.ts'
import { describeRequest } from './request.ts'
import { hashSession } from './session.ts'
import { askForCode } from './second-factor/code-needed.ts'
import { findSecret } from './second-factor/store.ts'
import { provesTwoFactors, type SignInMethod } from './sign-in-method.ts'
import { deleteSession, type Person } from './store.ts'

export interface SignedIn {
  readonly actor: Actor
  /** The session's. Whoever holds it is the person; the cookie carries it signed. */
  readonly token: string
  /** Values of `Set-Cookie`, for the response. */
  readonly setCookies: readonly string[]
}

/**
 * Opens a session for somebody who has just proven by `method` who they are, and records it; `headers` are those of
 * the request that proved it. What was tried and how often is the caller's to count before. Throws a
 * `wrong_credentials` problem, recorded too, when the person is disabled, which therefore only they themselves learn;
 * and `CodeNeededError`, with cookies to be set, where they have an authenticator app and proved one factor.
 */
export async function startSession(
  person: Person,
  method: SignInMethod,
  headers: Headers,
): Promise<SignedIn> {
  const { id, name, role } = person
  if (!provesTwoFactors(method) && (await findSecret(id)) !== null) throw await askForCode(id, method)
  const origin = describeRequest(headers)
  const { token, setCookies } = await openSession(id, method, origin.ip, headers)
  const about = { personId: id, emailDigest: digestEmail(person.email), method }
  // Asked after the session is there: whoever disables the person from here on ends it.
  if (await isDisabled(id)) {
    await deleteSession(token)
    await recordEvent(anonymousActor(origin), { kind: 'sign_in.disabled', ...about })
    throw new ProblemError(disabled)
  }
  const sessionHash = hashSession(token)
  const actor: Actor = { ...origin, kind: 'user', id, name, role, sessionHash, tokenId: null }
  await recordEvent(actor, { kind: 'sign_in.ok', ...about })
  return { actor, token, setCookies }
}

/** The library's own session and cookie, by the endpoint of session-plugin.ts. */
async function openSession(personId: string, method: SignInMethod, ip: string | null, headers: Headers) {
  try {
    const { headers: answered, response } = await getAuth().api.startSession({
      body: { personId, method, ip },
      headers,
      returnHeaders: true,
    })
    return { token: response.token, setCookies: answered.getSetCookie() }
  } catch (error) {
    // Its message repeats the parameters of the query, the session's token among them.
    throw error instanceof DrizzleQueryError ? error.cause : error
  }
}

const disabled = {
  kind: 'wrong_credentials',
  message: 'This account is disabled. An administrator can enable it.',
} as const

import { recordEvent } from '#lib/audit/record.ts'
import { getAuth } from './auth.ts'
import { findAnySession } from './session.ts'
import { deleteSession } from './store.ts'

/** Ends the session that a request carries, if any. Gives values of `Set-Cookie` that take the cookie away. */
export async function signOut(headers: Headers): Promise<{ readonly setCookies: readonly string[] }> {
  const open = await findAnySession(headers)
  if (open) {
    await recordEvent(open.actor, { kind: 'sign_out' })
    await deleteSession(open.token)
  }
  const { headers: answered } = await getAuth().api.signOut({ headers, returnHeaders: true })
  return { setCookies: answered.getSetCookie() }
}

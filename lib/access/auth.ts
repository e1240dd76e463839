import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { getDb } from '#db/client.ts'
import { account, person, session, verification } from '#db/schema/people.ts'
import { getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'
import { deriveKey } from './keys.ts'
import { sessionPlugin } from './session-plugin.ts'

/** A session ends this long after sign-in, whatever happens in it. */
export const absoluteSessionMs = 12 * 60 * 60_000
/** And this long after it was last used. */
export const idleSessionMs = 30 * 60_000

export const passwordLength = { shortest: 12, longest: 128 }

/**
 * The authentication library, over the desk's own pool. Its HTTP handler is mounted nowhere: sign-in and sign-out
 * are functions of this folder, which count, record and then call it.
 */
export const getAuth = () => once('auth', createAuth)

/** A salted scrypt hash, as the library checks it. */
export { hashPassword, verifyPassword }

function createAuth() {
  const { PUBLIC_URL, PORT } = getEnv()
  const url = PUBLIC_URL ?? `http://localhost:${PORT}`
  const secure = url.startsWith('https:')
  return betterAuth({
    appName: 'Statusdesk',
    baseURL: url,
    secret: deriveKey('auth').toString('base64url'),
    database: drizzleAdapter(getDb(), {
      provider: 'pg',
      schema: { user: person, session, account, verification },
      // postgres.js loses transactions when a connection drops; nothing that is used here needs one.
      transaction: false,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.shortest,
      maxPasswordLength: passwordLength.longest,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        disabledAt: { type: 'date', required: false, input: false },
      },
    },
    session: {
      // Never prolonged: the idle end is ours (session.ts), since pages cannot set cookies while they render.
      expiresIn: absoluteSessionMs / 1000,
      disableSessionRefresh: true,
      additionalFields: {
        lastSeenAt: { type: 'date', required: true, input: false, defaultValue: () => new Date() },
        method: { type: 'string', required: true, input: false },
        twoFactors: { type: 'boolean', required: true, input: false },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: 'statusdesk',
      cookies: {
        session_token: {
          name: secure ? '__Host-statusdesk_session' : 'statusdesk_session',
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
        },
      },
      // It would believe the first entry of a forwarding header, which anybody can write.
      ipAddress: { disableIpTracking: true },
    },
    // Ours counts before the password is hashed, and in the database.
    rateLimit: { enabled: false },
    plugins: [sessionPlugin],
    telemetry: { enabled: false },
    // Its messages print the parameters of failed queries, session tokens among them.
    logger: { disabled: true },
  })
}

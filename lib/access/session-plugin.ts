import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { isSignInMethod, provesTwoFactors } from './sign-in-method.ts'

const body = z.object({
  personId: z.string(),
  method: z.string().refine(isSignInMethod),
  ip: z.string().nullable(),
})

/**
 * The library opens sessions only inside its own ways to sign in, which cannot count or record as ours do. This hands
 * out the same two steps that all of those end with. Only for calls inside the process; it has no path.
 */
export const sessionPlugin = {
  id: 'statusdesk-session',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly({ method: 'POST', body }, async (ctx) => {
      const { personId, method, ip } = ctx.body
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(personId)
      if (!user) throw new Error('There is no such person.')
      // The library itself would take the address from what anybody can write.
      const session = await internalAdapter.createSession(personId, false, {
        method,
        twoFactors: isSignInMethod(method) && provesTwoFactors(method),
        ipAddress: ip ?? '',
      })
      await setSessionCookie(ctx, { session, user })
      return { token: session.token }
    }),
  },
} as const

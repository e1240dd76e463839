import type { Actor } from '#lib/access/actor.ts'
import { findTokenActor } from '#lib/access/api-token.ts'
import { findProblem, signedOut } from '#lib/access/problem.ts'
import { takeToken } from '#lib/access/rate-limit.ts'
import { describeRequest } from '#lib/access/request.ts'
import { getLog } from '#lib/log.ts'
import { respondProblem } from './problem.ts'

/** Requests of one token; a client that needs more asks many questions in one request. */
const rateLimit = { limit: 600, windowMs: 60_000 }

/**
 * Makes a route handler: bearer token → rate limit → `run`. Problems become problem+json; a bug is logged and
 * told as 500 without its text.
 */
export function handle<Params>(run: (actor: Actor, request: Request, params: Params) => Promise<Response>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const headers = new Headers()
    try {
      const actor = await findTokenActor(
        request.headers.get('authorization'),
        describeRequest(request.headers),
      )
      if (!actor) return respondProblem(signedOut)
      const taken = await takeToken(`api ${actor.id}`, rateLimit)
      const resetSeconds = Math.max(0, Math.ceil((taken.resetAt.getTime() - Date.now()) / 1000))
      headers.set('ratelimit-limit', String(taken.limit))
      headers.set('ratelimit-remaining', String(taken.remaining))
      headers.set('ratelimit-reset', String(resetSeconds))
      if (!taken.allowed) {
        headers.set('retry-after', String(resetSeconds))
        const message = `At most ${taken.limit} requests a minute; try again in ${resetSeconds} s.`
        return respondProblem({ kind: 'limited', message, resetAt: taken.resetAt.toISOString() }, headers)
      }
      const response = await run(actor, request, await context.params)
      for (const [name, value] of headers) response.headers.set(name, value)
      return response
    } catch (error) {
      const problem = findProblem(error)
      if (problem) return respondProblem(problem, headers)
      getLog().error({ err: error }, 'An API request failed')
      return respondProblem(
        { kind: 'unavailable', message: 'The desk failed. The log says why.' },
        headers,
        500,
      )
    }
  }
}

/** A JSON answer that no cache may keep. */
export function respondJson(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } })
}

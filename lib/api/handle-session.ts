import type { Actor } from '#lib/access/actor.ts'
import { getSession } from '#lib/access/current-session.ts'
import { findProblem, signedOut } from '#lib/access/problem.ts'
import { getLog } from '#lib/log.ts'
import { refuseOtherSites } from './other-sites.ts'
import { respondProblem } from './problem.ts'

/**
 * Makes a route handler for a page's own requests: same site → session → `run`. Problems and bugs as `handle` tells
 * them.
 */
export function handleSession<Params>(
  run: (actor: Actor, request: Request, params: Params) => Promise<Response>,
  findActor: () => Promise<Actor | null> = getSession,
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      refuseOtherSites(request)
      const actor = await findActor()
      if (!actor) return respondProblem(signedOut)
      return await run(actor, request, await context.params)
    } catch (error) {
      const problem = findProblem(error)
      if (problem) return respondProblem(problem)
      getLog().error({ err: error }, 'A request of a page failed')
      return respondProblem({ kind: 'unavailable', message: 'The desk failed. The log says why.' }, {}, 500)
    }
  }
}

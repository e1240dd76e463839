import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { testConnection } from '#lib/lookups/test-connection.ts'
import { respondJson } from './handle.ts'

/** POST /connections/{id}/test: asks a harmless question and says how the way was, when it is over. */
export async function postConnectionTest(
  actor: Actor,
  request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  refuseOtherSites(request)
  return respondJson(await testConnection(actor, id))
}

/** Unlike an action, a route handler is not guarded against forms of other sites by the framework. */
function refuseOtherSites(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin') return
  const message = 'Only the desk’s own pages may ask for a test.'
  throw new ProblemError({ kind: 'invalid', message, fields: {} })
}

import type { Actor } from '#lib/access/actor.ts'
import { testConnection } from '#lib/lookups/test-connection.ts'
import { respondJson } from './handle.ts'
import { refuseOtherSites } from './other-sites.ts'

/** POST /connections/{id}/test: asks a harmless question and says how the way was, when it is over. */
export async function postConnectionTest(
  actor: Actor,
  request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  refuseOtherSites(request, 'ask for a test')
  return respondJson(await testConnection(actor, id))
}

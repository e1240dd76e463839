import type { Actor } from '#lib/access/actor.ts'
import { testConnection } from '#lib/lookups/test-connection.ts'
import { respondJson } from './handle.ts'

/** POST /connections/{id}/test: asks a harmless question and says how the way was, when it is over. */
export async function postConnectionTest(
  actor: Actor,
  _request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  return respondJson(await testConnection(actor, id))
}

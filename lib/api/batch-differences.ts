import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { countResults } from '#lib/batches/results.ts'
import { respondJson } from './handle.ts'

/** How many rows of a batch differ from what was known before, or from one another. */
export interface Differences {
  readonly rows: number
}

/** GET /batches/{id}/differences: counted for who chooses them, since it reads every answer. */
export async function getBatchDifferences(
  actor: Actor,
  _request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  const rows = await countResults(actor, id, 'differences')
  if (rows === null) throw new ProblemError({ kind: 'not_found', message: 'There is no batch with this id.' })
  return respondJson({ rows } satisfies Differences)
}

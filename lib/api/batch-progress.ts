import type { Actor } from '#lib/access/actor.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { followBatch } from '#lib/batches/follow.ts'
import { type ItemFilter, itemFilter, type ItemPage, listItems } from '#lib/batches/items.ts'
import type { BatchView } from '#lib/batches/view.ts'
import { respondJson } from './handle.ts'

/** A batch as its page holds it: how far it is, and the rows in view. */
export interface BatchProgress {
  readonly batch: BatchView
  readonly items: ItemPage
}

/** Rows on a page of a batch. */
const pageSize = 50

/** GET /batches/{id}/progress?show=&connection=&transaction=&cursor=: at once, counted within the last half second. */
export async function getBatchProgress(
  actor: Actor,
  request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  const filter = parseInput(itemFilter, Object.fromEntries(new URL(request.url).searchParams))
  return respondJson(await readBatchProgress(actor, id, filter))
}

/** A batch with a page of its rows. Throws `denied` and `not_found` problems. */
export async function readBatchProgress(
  actor: Actor,
  id: string,
  filter: ItemFilter,
): Promise<BatchProgress> {
  const [batch, items] = await Promise.all([followBatch(actor, id), listItems(actor, id, filter, pageSize)])
  if (!batch) throw new ProblemError({ kind: 'not_found', message: 'There is no batch with this id.' })
  return { batch, items }
}

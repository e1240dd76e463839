import { sql as fragment } from 'drizzle-orm'
import { getDb } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { waitForOutcomes } from './landed.ts'
import type { LookupView } from './public.ts'
import { findBoard, readRequest } from './read.ts'

/**
 * The board of a look-up as soon as it holds more look-ups or outcomes than `known` (their count, as `progressOf`
 * gives it), at the latest after `holdMs`.
 */
export async function followBoard(
  actor: Actor,
  lookupId: string,
  known: number,
  holdMs: number,
): Promise<readonly LookupView[]> {
  const views = await findBoard(actor, lookupId)
  const [first] = views
  if (!first || progressOf(views) > known) return views
  const news = await waitForOutcomes([first.boardId], holdMs, async () => {
    const now = await findBoard(actor, lookupId)
    return progressOf(now) > known ? now : null
  })
  return news ?? views
}

/** How far a board has come: it grows with every look-up and every outcome. */
export function progressOf(views: readonly LookupView[]): number {
  return views.length + views.filter(({ outcome }) => outcome !== null).length
}

/** A request's look-ups when all have an outcome, or as they stand after `waitMs`. */
export async function awaitRequest(
  actor: Actor,
  requestId: string,
  waitMs: number,
): Promise<readonly LookupView[]> {
  const views = await readRequest(actor, requestId)
  if (waitMs <= 0 || views.every(({ outcome }) => outcome !== null)) return views
  const boardIds = [...new Set(views.map(({ boardId }) => boardId))]
  await waitForOutcomes(boardIds, waitMs, async () => ((await countOpen(requestId)) === 0 ? true : null))
  return readRequest(actor, requestId)
}

async function countOpen(requestId: string): Promise<number> {
  const [row] = await getDb().execute<{ open: number }>(fragment`
    select count(*)::int as open from lookup l
    where l.request_id = ${requestId}
      and not exists (select from lookup_outcome o where o.lookup_id = l.id and not o.late)`)
  return row?.open ?? 0
}

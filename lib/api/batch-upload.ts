import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { type ReceivedList, receiveBatch } from '#lib/batches/receive.ts'
import { respondJson } from './handle.ts'

/** What became of a list that was brought, as the page is told. */
export type Uploaded = Pick<ReceivedList, 'id' | 'refusal'>

const query = z.strictObject({
  name: z.string().max(1000),
  source: z.enum(['file', 'paste']),
  connection: z.string().max(40).optional(),
})

/** POST /batches/upload?name=&source=&connection=: takes a list in as it streams; asks nobody yet. */
export async function postBatchUpload(actor: Actor, request: Request): Promise<Response> {
  await assertCan(actor, 'batch.run')
  const given = parseInput(query, Object.fromEntries(new URL(request.url).searchParams))
  const { name, source, connection = null } = given
  const { id, refusal } = await receiveBatch(actor, {
    body: request.body ?? new Blob([]).stream(),
    declaredBytes: Number(request.headers.get('content-length') ?? 0) || null,
    name,
    source,
    connection,
    mapping: null,
    // The request itself is asked: a signal whose request nobody holds is never told.
    isCancelled: () => request.signal.aborted,
  })
  const uploaded: Uploaded = { id, refusal }
  // Also where nothing of it was kept: a batch that says so was made, and a browser calls other answers errors.
  return respondJson(uploaded, 201)
}

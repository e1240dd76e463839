import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { type ItemView, listItems } from '#lib/batches/items.ts'
import { batchFilter, listBatches } from '#lib/batches/list.ts'
import { mapColumns, parseNamedColumn } from '#lib/batches/map-columns.ts'
import { receiveBatch } from '#lib/batches/receive.ts'
import { findBatch } from '#lib/batches/view.ts'
import { batchItem, itemsQuery, newBatchQuery } from './batch-schema.ts'
import { respondJson } from './handle.ts'
import { respondProblem } from './problem.ts'
import { askHeaders } from './schema.ts'

const pageSize = 50
const itemsPageSize = 200

export interface BatchParams {
  readonly id: string
}

/** What a list may come as. What it really is, its bytes say; this keeps out forms that a page could post. */
const listTypes =
  /^(?:application\/(?:json|jsonl|x-ndjson|octet-stream|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)|text\/(?:csv|tab-separated-values))\b/i

/** POST /batches: takes a list in, as it streams; asks nobody yet. */
export async function postBatches(actor: Actor, request: Request): Promise<Response> {
  await assertCan(actor, 'batch.run')
  if (!listTypes.test(request.headers.get('content-type') ?? '')) {
    const message = 'The body must be JSON, CSV or XLSX, and its content type say so.'
    return respondProblem({ kind: 'invalid', message, fields: {} }, {}, 415)
  }
  const { 'Idempotency-Key': key = null } = parseInput(askHeaders, {
    'Idempotency-Key': request.headers.get('idempotency-key') ?? undefined,
  })
  const { name = 'API', connection = null, column = [] } = parseInput(newBatchQuery, readQuery(request))
  const named = [column].flat().map(parseColumn)
  const received = await receiveBatch(actor, {
    body: request.body ?? emptyBody(),
    declaredBytes: Number(request.headers.get('content-length') ?? 0) || null,
    name,
    source: 'api',
    connection,
    mapping: null,
    idempotencyKey: key,
  })
  if (received.refusal !== null) {
    const problem = { kind: 'invalid', message: received.refusal, fields: {} } as const
    return respondProblem(problem, { location: addressOf(received.id) }, received.tooLarge ? 413 : 422)
  }
  // Repeated while it is still ready: it may have broken off between being read and being mapped.
  if (named.length > 0 && received.state === 'ready') await mapColumns(actor, received.id, named)
  const response = await respondBatch(actor, received.id, received.repeated ? 200 : 201)
  response.headers.set('location', addressOf(received.id))
  return response
}

/** GET /batches: everybody's batches, the newest first. */
export async function getBatches(actor: Actor, request: Request): Promise<Response> {
  return respondJson(await listBatches(actor, parseInput(batchFilter, readQuery(request)), pageSize))
}

/** GET /batches/{id} */
export async function getBatch(actor: Actor, _request: Request, { id }: BatchParams): Promise<Response> {
  await assertCan(actor, 'batch.run', { type: 'batch', id })
  return respondBatch(actor, id)
}

/** GET /batches/{id}/items: its rows, in the order of the list. */
export async function getBatchItems(actor: Actor, request: Request, { id }: BatchParams): Promise<Response> {
  await assertCan(actor, 'batch.run', { type: 'batch', id })
  const { cursor, ...narrowing } = parseInput(itemsQuery, readQuery(request))
  if (!(await findBatch(actor, id))) throw noBatch()
  const filter = { ...narrowing, ...(cursor !== undefined && { cursor: Number(cursor) }) }
  const { data, nextCursor } = await listItems(actor, id, filter, itemsPageSize)
  return respondJson({ data: data.map(toPublicItem), nextCursor })
}

/** The batch as it stands. Throws `not_found`. */
export async function respondBatch(actor: Actor, id: string, status = 200): Promise<Response> {
  const found = await findBatch(actor, id)
  if (!found) throw noBatch()
  const { now: _, ...batch } = found
  return respondJson(batch, status)
}

function noBatch(): ProblemError {
  return new ProblemError({ kind: 'not_found', message: 'There is no batch with this id.' })
}

function toPublicItem(item: ItemView): z.input<typeof batchItem> {
  const { ordinal, shownState, attempt, readyAt, ...shape } = item
  return { ...shape, cells: [...item.cells], problems: item.problems && [...item.problems] }
}

function parseColumn(text: string) {
  const named = parseNamedColumn(text)
  if (named) return named
  const message = 'must be HEADER=INPUT'
  throw new ProblemError({ kind: 'invalid', message: `column ${message}.`, fields: { column: message } })
}

/** What stands several times is refused by its name where it may stand once, not guessed at. */
function readQuery(request: Request) {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function addressOf(id: string): string {
  return `/api/v1/batches/${id}`
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

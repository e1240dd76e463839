import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { cancelBatch } from '#lib/batches/cancel.ts'
import { pauseBatch } from '#lib/batches/pause.ts'
import { resumeBatch } from '#lib/batches/resume.ts'
import { retryBatch } from '#lib/batches/retry.ts'
import { startBatch } from '#lib/batches/start.ts'
import { isUuid } from '#lib/time-id.ts'
import { retryBody, startBody } from './batch-schema.ts'
import { type BatchParams, respondBatch } from './batches.ts'
import { readBody } from './body.ts'
import { giveKeyBack, takeKey } from './idempotency-store.ts'
import { respondProblem } from './problem.ts'
import { askHeaders } from './schema.ts'

/** POST /batches/{id}/start */
export const postStart = steer('start', startBody, (actor, batchId, { reason, reuseMinutes = null }) =>
  startBatch(actor, { batchId, reason, reuseMinutes }),
)

/** POST /batches/{id}/retry */
export const postRetry = steer('retry', retryBody, (actor, batchId, { what }) =>
  retryBatch(actor, { batchId, what }),
)

/** POST /batches/{id}/pause */
export const postPause = steer('pause', null, (actor, batchId) => pauseBatch(actor, { batchId }))

/** POST /batches/{id}/resume */
export const postResume = steer('resume', null, (actor, batchId) => resumeBatch(actor, { batchId }))

/** POST /batches/{id}/cancel */
export const postCancel = steer('cancel', null, (actor, batchId) => cancelBatch(actor, { batchId }))

/** Makes what reads a request, does something with a batch, once under an idempotency key, and gives it as it then stands. */
function steer<Schema extends z.ZodType>(
  verb: string,
  schema: Schema | null,
  run: (actor: Actor, batchId: string, body: z.output<Schema>) => Promise<unknown>,
) {
  return async (actor: Actor, request: Request, { id }: BatchParams): Promise<Response> => {
    await assertCan(actor, 'batch.run', { type: 'batch', id })
    if (!isUuid(id)) throw new ProblemError({ kind: 'not_found', message: 'There is no batch with this id.' })
    const { 'Idempotency-Key': key } = parseInput(askHeaders, {
      'Idempotency-Key': request.headers.get('idempotency-key') ?? undefined,
    })
    const body = schema === null ? null : await readBody(request)
    if (body && !body.ok)
      return respondProblem({ kind: 'invalid', message: body.message, fields: {} }, {}, body.status)
    const given = schema === null || body === null ? undefined : parseInput(schema, body.value)
    const work = () => run(actor, id, cast<Schema>(given))
    if (key === undefined) await work()
    else await once(actor.id, `batch ${key}`, digest(verb, id, body?.bytes ?? null), id, work)
    return respondBatch(actor, id)
  }
}

/** Does it under a key that was free; not again under one that stands for the same. */
async function once(
  actorId: string,
  key: string,
  sha256: string,
  batchId: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const found = await takeKey(actorId, key, sha256, batchId)
  if (found === 'other') {
    const message = 'This Idempotency-Key was used for another request.'
    throw new ProblemError({ kind: 'conflict', message })
  }
  if (found === 'same') return
  try {
    await work()
  } catch (error) {
    await giveKeyBack(actorId, key)
    throw error
  }
}

function digest(verb: string, id: string, bytes: Uint8Array | null): string {
  return createHash('sha256')
    .update(`${verb} ${id} `)
    .update(bytes ?? '')
    .digest('hex')
}

// Without a schema nothing is parsed and `run` takes nothing; the compiler cannot tell the two apart.
function cast<Schema extends z.ZodType>(given: unknown): z.output<Schema> {
  return given as z.output<Schema>
}

import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { findProblem } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import type { JsonValue } from '#lib/json/value.ts'
import { ask } from '#lib/lookups/ask.ts'
import { awaitRequest } from '#lib/lookups/follow.ts'
import { toPublic } from '#lib/lookups/view.ts'
import { readBody } from './body.ts'
import { respondJson } from './handle.ts'
import { respondProblem } from './problem.ts'
import { askBody, askHeaders } from './schema.ts'

/** POST /lookups: asks, waits as long as the caller wants, and gives the look-ups in the order asked. */
export async function postLookups(actor: Actor, request: Request): Promise<Response> {
  await assertCan(actor, 'lookup.ask')
  const body = await readBody(request)
  if (!body.ok) return refuse(actor, body)
  const { questions, reason = null, wait = 0, key } = await parseOrRefuse(actor, body.value, request.headers)
  const requestSha256 = createHash('sha256').update(body.bytes).digest('hex')
  const idempotency = key === undefined ? null : { key, requestSha256 }
  const { requestId } = await ask(actor, { questions, reason, origin: 'api', idempotency })
  const lookups = await awaitRequest(actor, requestId, wait * 1000)
  return respondJson({ lookups: lookups.map(toPublic) })
}

async function parseOrRefuse(actor: Actor, value: JsonValue, headers: Headers) {
  try {
    const { 'Idempotency-Key': key } = parseInput(askHeaders, {
      'Idempotency-Key': headers.get('idempotency-key') ?? undefined,
    })
    return { ...parseInput(askBody, value), key }
  } catch (error) {
    const problem = findProblem(error)
    if (problem?.kind === 'invalid') await recordRefusal(actor, Object.keys(problem.fields))
    throw error
  }
}

async function refuse(
  actor: Actor,
  { message, status }: { message: string; status: number },
): Promise<Response> {
  await recordRefusal(actor, [])
  return respondProblem({ kind: 'invalid', message, fields: {} }, {}, status)
}

async function recordRefusal(actor: Actor, fields: readonly string[]): Promise<void> {
  await recordEvent(actor, { kind: 'lookup.refused', connectionId: null, fields, reason: 'invalid request' })
}

import type { Actor } from '#lib/access/actor.ts'
import { getAnySession } from '#lib/access/current-session.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import {
  beginPasskeyConfirmation,
  confirmByPasskey,
  confirmByPasskeyInput,
} from '#lib/access/passkey/confirm.ts'
import { readBody } from './body.ts'
import { respondJson } from './handle.ts'
import { respondProblem } from './problem.ts'

/** A challenge for a passkey of whoever is signed in. */
export async function postBegin(actor: Actor): Promise<Response> {
  return respondJson(await beginPasskeyConfirmation(actor))
}

/** What the passkey signed: from now on the session is fresh. */
export async function postFinish(actor: Actor, request: Request): Promise<Response> {
  const body = await readBody(request)
  if (!body.ok) return respondProblem({ kind: 'invalid', message: body.message, fields: {} }, {}, body.status)
  await confirmByPasskey(actor, parseInput(confirmByPasskeyInput, body.value))
  return respondJson({})
}

/** Also while a second factor is wanted, which this gives. */
export async function findAnybody(): Promise<Actor | null> {
  return (await getAnySession())?.actor ?? null
}

import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Capability } from './capabilities.ts'
import { getAnySession, getSession } from './current-session.ts'
import { type ActionResult, perform } from './perform.ts'

/**
 * A server action: who may (null: anybody signed in), what shape, which function. The identity comes from the
 * session of the request. Never throws what is expected to happen: see `Problem`.
 */
export function action<Schema extends z.ZodType, Data>(
  capability: Capability | null,
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => perform({ capability, schema, run }, input, getSession)
}

/** A server action for anybody signed in, also while a second factor is wanted: for setting one up and giving it. */
export function actionWhileHeld<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  const findActor = async () => (await getAnySession())?.actor ?? null
  return async (input) => perform({ capability: null, schema, run }, input, findActor)
}

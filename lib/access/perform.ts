import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Capability } from './capabilities.ts'
import { assertCan } from './deny.ts'
import { parseInput } from './parse-input.ts'
import { findProblem, type Problem, ProblemError, signedOut } from './problem.ts'

/** What an action gives: data, or why not. */
export type ActionResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem }

/** Who may do something (null: anybody signed in), what it takes, and what it does. */
export interface Doing<Schema extends z.ZodType, Data> {
  readonly capability: Capability | null
  readonly schema: Schema
  readonly run: (actor: Actor, input: z.output<Schema>) => Promise<Data>
}

/**
 * Does something for whoever `findActor` finds: identity, then capability, then the shape of the input, then the
 * function. What is expected to go wrong comes back as a problem; bugs are thrown.
 */
export async function perform<Schema extends z.ZodType, Data>(
  { capability, schema, run }: Doing<Schema, Data>,
  given: unknown,
  findActor: () => Promise<Actor | null>,
): Promise<ActionResult<Data>> {
  return settle(async () => {
    const actor = await findActor()
    if (!actor) throw new ProblemError(signedOut)
    if (capability !== null) await assertCan(actor, capability)
    return run(actor, parseInput(schema, given))
  })
}

/** Runs something, turning an expected "no" into a value. */
export async function settle<Data>(run: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    return { ok: true, data: await run() }
  } catch (error) {
    const problem = findProblem(error)
    if (!problem) throw error
    return { ok: false, problem }
  }
}

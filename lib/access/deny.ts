import type { EventObject } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import type { Actor } from './actor.ts'
import { type Capability, can, rolesWith } from './capabilities.ts'
import { type Problem, ProblemError } from './problem.ts'

/**
 * Throws a `denied` problem, after recording the refusal, unless the actor has the capability. `object` is what
 * was to be done or seen.
 */
export async function assertCan(actor: Actor, capability: Capability, object?: EventObject): Promise<void> {
  if (can(actor, capability)) return
  await recordEvent(actor, { kind: 'access.denied', capability, ...(object && { object }) })
  throw new ProblemError(denied(actor, capability))
}

/** The answer to who lacks a capability. */
export function denied(actor: Actor, capability: Capability): Problem {
  const roles = new Intl.ListFormat('en', { type: 'disjunction' }).format(rolesWith(capability))
  const role = actor.role === null ? 'you have no role' : `your role is ${actor.role}`
  const message = `This needs the capability ${capability}, which belongs to ${roles}; ${role}.`
  return { kind: 'denied', message, capability }
}

import type { z } from 'zod'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import type { personInput } from '#lib/access/people.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findPersonById } from '#lib/access/store.ts'
import { deleteFactors, type Factors, readFactors } from './store.ts'

/** What another person can prove who they are with. */
export async function readFactorsOf(actor: Actor, id: string): Promise<Factors> {
  await assertCan(actor, 'person.manage', { type: 'person', id })
  return readFactors(id)
}

/**
 * For who has lost their device: takes another person's authenticator app, recovery codes and passkeys away and ends
 * their sessions. The password stays. Refused for oneself, who removes them on one's own page.
 */
export async function resetSecondFactor(actor: Actor, { id }: z.output<typeof personInput>): Promise<void> {
  await assertCan(actor, 'person.manage', { type: 'person', id })
  if (!(await findPersonById(id)))
    throw new ProblemError({ kind: 'not_found', message: 'There is no such person.' })
  if (id === actor.id) {
    const message = 'You cannot do this to yourself. Another administrator can.'
    throw new ProblemError({ kind: 'conflict', message })
  }
  await assertFresh(actor)
  const event = composeEvent(actor, { kind: 'second_factor.reset', personId: id })
  await writeEvent(event, () => deleteFactors(id, event))
}

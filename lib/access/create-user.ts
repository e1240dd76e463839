import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { hashPassword, passwordLength } from './auth.ts'
import { assertCan } from './deny.ts'
import { assertFresh } from './fresh.ts'
import { ProblemError } from './problem.ts'
import { roles } from './roles.ts'
import { findPerson, insertPerson, type Person } from './store.ts'

export const newUserSchema = z.object({
  email: z.email('must be an e-mail address').max(254).toLowerCase(),
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must be at most 100 characters'),
  role: z.enum(roles, `must be one of ${roles.join(', ')}`),
  password: z
    .string()
    .min(passwordLength.shortest, `must be at least ${passwordLength.shortest} characters`)
    .max(passwordLength.longest, `must be at most ${passwordLength.longest} characters`),
})
export type NewUser = z.output<typeof newUserSchema>

/** Adds a person who can sign in. Throws a `conflict` problem when the address is taken. */
export async function createUser(actor: Actor, { password, ...user }: NewUser): Promise<Person> {
  await assertCan(actor, 'person.manage')
  await assertFresh(actor)
  const taken: ProblemError = new ProblemError({
    kind: 'conflict',
    message: `There is already a person with the address ${user.email}.`,
  })
  // Asked first, so that a password is hashed and a number voided only where two add the same person at once.
  if (await findPerson(user.email)) throw taken
  const person = { id: randomUUID(), ...user }
  const event = composeEvent(actor, { kind: 'user.created', personId: person.id, role: person.role })
  const insert = async () => insertPerson(person, await hashPassword(password), event)
  if (!(await writeEvent(event, insert))) throw taken
  return person
}

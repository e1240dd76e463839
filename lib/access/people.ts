import { z } from 'zod'
import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { assertCan } from './deny.ts'
import { assertFresh } from './fresh.ts'
import { createLink, enableFirst, invitedUserSchema, inviteUser, type Link, noPasswords } from './invite.ts'
import { isOidcOnly } from './oidc/settings.ts'
import { disable, enable, type KnownPerson, readPeople, updateRole } from './people-store.ts'
import { ProblemError } from './problem.ts'
import { roles } from './roles.ts'

export type { KnownPerson }

const personId = z.string().regex(/^[\w-]{1,64}$/, 'is not the id of a person')
export const addPersonInput = invitedUserSchema
export const changeRoleInput = z.object({
  id: personId,
  role: z.enum(roles, `must be one of ${roles.join(', ')}`),
})
export const personInput = z.object({ id: personId })

/** Everybody who can or could sign in, by name; who is disabled last. */
export async function listManagedPeople(actor: Actor): Promise<readonly KnownPerson[]> {
  await assertCan(actor, 'person.manage')
  return readPeople(null)
}

/** One person; null when there is none. */
export async function findManagedPerson(actor: Actor, id: string): Promise<KnownPerson | null> {
  await assertCan(actor, 'person.manage', { type: 'person', id })
  if (!personId.safeParse(id).success) return null
  const [person] = await readPeople(id)
  return person ?? null
}

/** Adds a person. The link by which they set their password is in the answer and nowhere else; null where nobody has one. */
export async function addPerson(
  actor: Actor,
  given: z.output<typeof addPersonInput>,
): Promise<{ readonly id: string; readonly email: string; readonly link: Link | null }> {
  const { person, link } = await inviteUser(actor, given)
  return { id: person.id, email: person.email, link }
}

/**
 * Makes a link by which another person sets a new password, for when theirs is lost or known to somebody. Until it is
 * used nothing changes; then their sessions end.
 */
export async function resetPassword(actor: Actor, { id }: z.output<typeof personInput>): Promise<Link> {
  const person = await getOther(actor, id)
  await assertFresh(actor)
  if (isOidcOnly()) throw new ProblemError(noPasswords)
  if (person.disabledAt) throw new ProblemError(enableFirst)
  return createLink(actor, id, 'set_password')
}

/** Gives another person a role. It holds from their next request on. Refused for oneself and the last administrator. */
export async function changeRole(
  actor: Actor,
  { id, role }: z.output<typeof changeRoleInput>,
): Promise<void> {
  const person = await getOther(actor, id)
  await assertFresh(actor)
  if (person.role === role) return
  if (role !== 'admin') await assertNotLastAdmin(person)
  const event = composeEvent(actor, { kind: 'user.role_changed', personId: id, from: person.role, role })
  if (!(await writeEvent(event, () => updateRole(id, role, event)))) throw new ProblemError(lastAdmin)
}

/** Keeps another person out from now on and ends their sessions. Refused for oneself and the last administrator. */
export async function disablePerson(actor: Actor, { id }: z.output<typeof personInput>): Promise<void> {
  const person = await getOther(actor, id)
  if (person.disabledAt) return
  await assertNotLastAdmin(person)
  const event = composeEvent(actor, { kind: 'user.disabled', personId: id })
  if (!(await writeEvent(event, () => disable(id, event)))) throw new ProblemError(lastAdmin)
}

/** Lets a person sign in again. */
export async function enablePerson(actor: Actor, { id }: z.output<typeof personInput>): Promise<void> {
  const person = await getOther(actor, id)
  await assertFresh(actor)
  if (!person.disabledAt) return
  const event = composeEvent(actor, { kind: 'user.enabled', personId: id })
  await writeEvent(event, () => enable(id, event))
}

/** The person, who must not be the actor. */
async function getOther(actor: Actor, id: string): Promise<KnownPerson> {
  const person = await findManagedPerson(actor, id)
  if (!person) throw new ProblemError({ kind: 'not_found', message: 'There is no such person.' })
  if (person.id !== actor.id) return person
  const object = { type: 'person', id } as const
  await recordEvent(actor, { kind: 'access.denied', capability: 'person.manage', object })
  const message = 'You cannot do this to yourself. Another administrator can.'
  throw new ProblemError({ kind: 'conflict', message })
}

/** Asked first, so that the number of an event is spent only where two go at once; the database decides. */
async function assertNotLastAdmin(person: KnownPerson): Promise<void> {
  if (person.role !== 'admin' || person.disabledAt) return
  const people = await readPeople(null)
  if (people.some((one) => one.id !== person.id && one.role === 'admin' && !one.disabledAt)) return
  throw new ProblemError(lastAdmin)
}

const lastAdmin = {
  kind: 'conflict',
  message: 'This is the last administrator. Make somebody else one first.',
} as const

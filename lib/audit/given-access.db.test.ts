import { afterEach, expect, it, vi } from 'vitest'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { createToken } from '#lib/access/api-token.ts'
import { createUser } from '#lib/access/create-user.ts'
import { inviteUser } from '#lib/access/invite.ts'
import { changeRole, resetPassword } from '#lib/access/people.ts'
import type { Role } from '#lib/access/roles.ts'
import { resetSecondFactor } from '#lib/access/second-factor/reset.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { listGivenAccess } from './given-access.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

const operator: Actor = { ...systemActor('test'), kind: 'cli', id: 'cli:ada' }
const manager = actorOf('manager')
const password = 'correct horse battery'
const userOf = (name: string, role: Role) => ({ name, role, email: `${name}@example.test` })
const told = async () =>
  (await listGivenAccess(manager)).map(({ kind, name, role, actorId }) => [kind, name, role, actorId])

afterEach(() => {
  vi.useRealTimers()
})

it('tells managers of all by which somebody can be one of them, for a week, and of nothing else', async () => {
  const mia = await createUser(systemActor('demo'), { ...userOf('mia', 'manager'), password })
  const sam = await createUser(operator, { ...userOf('sam', 'support'), password })
  await resetPassword(operator, { id: sam.id })
  await resetSecondFactor(operator, { id: sam.id })
  await createToken(operator, { name: 'reports', role: 'finance' })
  expect(await told()).toEqual([])

  // The link of who is added is part of adding them.
  await inviteUser(operator, userOf('max', 'manager'))
  await resetPassword(operator, { id: mia.id })
  await resetSecondFactor(operator, { id: mia.id })
  await createToken(operator, { name: 'export', role: 'manager' })
  await changeRole(operator, { id: sam.id, role: 'manager' })
  await changeRole(operator, { id: sam.id, role: 'support' })
  expect(await told()).toEqual([
    ['user.role_changed', 'sam', 'support', 'cli:ada'],
    ['user.role_changed', 'sam', 'manager', 'cli:ada'],
    ['token.created', 'export', 'manager', 'cli:ada'],
    ['second_factor.reset', 'mia', 'manager', 'cli:ada'],
    ['person.link_created', 'mia', 'manager', 'cli:ada'],
    ['user.created', 'max', 'manager', 'cli:ada'],
  ])

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 86_400_000 })
  expect(await told()).toEqual([])
})

it('is for who reads the audit', async () => {
  await expect(listGivenAccess(actorOf('admin'))).rejects.toMatchObject({
    problem: { kind: 'denied', capability: 'audit.read' },
  })
})

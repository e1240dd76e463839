import { beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from './actor.ts'
import { confirmLimit, confirmPassword } from './confirm.ts'
import { createDemoUsers, demoPassword } from './demo.ts'
import {
  addPerson,
  changeRole,
  disablePerson,
  enablePerson,
  findManagedPerson,
  listManagedPeople,
} from './people.ts'
import { findProblem } from './problem.ts'
import type { Role } from './roles.ts'
import { findSession } from './session.ts'
import { endAllSessions, endSession, listOwnSessions, listSessionsOf } from './sessions.ts'
import { signIn } from './sign-in.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

const cli: Actor = { ...systemActor('test'), kind: 'cli' }
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function open(email: string, password = demoPassword) {
  const { actor, setCookies } = await signIn({ email, password }, new Headers({ 'user-agent': firefox }))
  const headers = new Headers({ cookie: (setCookies[0] ?? '').split(';')[0] ?? '' })
  return { actor, isOpen: async () => (await findSession(headers)) !== null, headers }
}
const signInAs = (role: Role) => open(`${role}@demo.test`)
const makeStale = (actor: Actor) =>
  getSql()`update session set confirmed_at = now() - interval '11 minutes' where person_id = ${actor.id}`
const events = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}
const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)

beforeEach(async () => {
  await getSql()`delete from session`
  await getSql()`delete from rate_limit`
  await getSql()`delete from person`
  await createDemoUsers()
})

describe('a role', () => {
  it('is changed with an event, and holds from the next request on', async () => {
    const [{ actor: admin }, support] = [await signInAs('admin'), await signInAs('support')]
    await changeRole(admin, { id: support.actor.id, role: 'finance' })
    expect((await findSession(support.headers))?.actor.role).toBe('finance')
    expect(await events(1)).toMatchObject([
      {
        kind: 'user.role_changed',
        actor_id: admin.id,
        object_type: 'person',
        object_id: support.actor.id,
        details: { from: 'support', role: 'finance' },
      },
    ])
  })

  it('is not changed by who gave the password too long ago, until they give it again', async () => {
    const { actor: admin } = await signInAs('admin')
    const [support] = (await listManagedPeople(admin)).filter(({ role }) => role === 'support')
    const change = { id: support?.id ?? '', role: 'finance' } as const
    await makeStale(admin)
    expect(await problemOf(changeRole(admin, change))).toMatchObject({ kind: 'stale_sign_in' })
    const added = addPerson(admin, { email: 'new@example.test', name: 'New', role: 'support' })
    expect(await problemOf(added)).toMatchObject({ kind: 'stale_sign_in' })
    expect(await problemOf(confirmPassword(admin, { password: 'not it' }))).toMatchObject({
      kind: 'wrong_credentials',
    })
    await confirmPassword(admin, { password: demoPassword })
    await changeRole(admin, change)
    expect((await events(3)).map(({ kind, result }) => [kind, result])).toEqual([
      ['session.not_confirmed', 'failed'],
      ['session.confirmed', 'ok'],
      ['user.role_changed', 'ok'],
    ])
  })

  it('is not changed by oneself, nor by who manages nobody', async () => {
    const [{ actor: admin }, { actor: manager }] = [await signInAs('admin'), await signInAs('manager')]
    expect(await problemOf(changeRole(admin, { id: admin.id, role: 'manager' }))).toMatchObject({
      kind: 'conflict',
    })
    expect(await events(1)).toMatchObject([{ kind: 'access.denied', object_id: admin.id }])
    expect(await problemOf(changeRole(manager, { id: admin.id, role: 'manager' }))).toMatchObject({
      kind: 'denied',
      capability: 'person.manage',
    })
    const refusals = [
      await problemOf(listManagedPeople(manager)),
      await problemOf(findManagedPerson(manager, admin.id)),
    ]
    for (const refusal of refusals) expect(refusal).toMatchObject({ capability: 'person.manage' })
  })
})

it('takes the password again only so often', async () => {
  const { actor } = await signInAs('support')
  const kinds: unknown[] = []
  for (let n = 0; n <= confirmLimit.limit; n += 1)
    kinds.push((await problemOf(confirmPassword(actor, { password: 'wrong' })))?.kind)
  expect(kinds.at(-2)).toBe('wrong_credentials')
  expect(kinds.at(-1)).toBe('limited')
  expect(await events(1)).toMatchObject([{ kind: 'session.confirm_limited', result: 'denied' }])
})

describe('who is disabled', () => {
  it('is signed out within a second, and stays out until enabled', async () => {
    const [{ actor: admin }, support] = [await signInAs('admin'), await signInAs('support')]
    const { id } = support.actor
    const started = performance.now()
    await disablePerson(admin, { id })
    expect(await support.isOpen()).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(await events(1)).toMatchObject([{ kind: 'user.disabled', object_id: id }])
    expect(await problemOf(signInAs('support'))).toMatchObject({ message: expect.stringMatching(/disabled/) })
    expect(await events(1)).toMatchObject([{ kind: 'sign_in.disabled', result: 'denied' }])
    expect(await getSql()`select 1 from session where person_id = ${id}`).toHaveLength(0)
    await enablePerson(admin, { id })
    expect(await (await signInAs('support')).isOpen()).toBe(true)
  })

  it('is not let in by a session that was opened meanwhile, not even once enabled', async () => {
    const [{ actor: admin }, support] = [await signInAs('admin'), await signInAs('support')]
    const { id } = support.actor
    await getSql()`update person set disabled_at = now() where id = ${id}`
    expect(await support.isOpen()).toBe(false)
    await enablePerson(admin, { id })
    expect(await support.isOpen()).toBe(false)
  })
})

describe('the last administrator', () => {
  it('is neither disabled nor given another role', async () => {
    const { actor: admin } = await signInAs('admin')
    const refusals = [
      await problemOf(disablePerson(cli, { id: admin.id })),
      await problemOf(changeRole(cli, { id: admin.id, role: 'manager' })),
    ]
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ message: expect.stringMatching(/last administrator/) })
  })

  it('stays, of twelve who are demoted and disabled at once', async () => {
    const { actor: first } = await signInAs('admin')
    const ids = [first.id]
    for (let n = 0; n < 11; n += 1)
      ids.push((await addPerson(cli, { email: `a${n}@example.test`, name: `A${n}`, role: 'admin' })).id)
    const results = await Promise.all(
      ids.map((id, n) =>
        problemOf(n % 2 ? disablePerson(cli, { id }) : changeRole(cli, { id, role: 'support' })),
      ),
    )
    expect(results.filter((problem) => problem === null)).toHaveLength(11)
    const left = await getSql()`select 1 from person where role = 'admin' and disabled_at is null`
    expect(left).toHaveLength(1)
  })
})

describe('sessions', () => {
  it('are listed with their devices, and ended one by one', async () => {
    const [one, two] = [await signInAs('support'), await signInAs('support')]
    const listed = await listOwnSessions(one.actor)
    expect(listed.map(({ device, own }) => [device, own]).toSorted()).toEqual([
      ['Firefox on Linux', false],
      ['Firefox on Linux', true],
    ])
    const other = listed.find(({ own }) => !own)
    await endSession(one.actor, { id: other?.id ?? '' })
    expect([await one.isOpen(), await two.isOpen()]).toEqual([true, false])
    expect(await events(1)).toMatchObject([{ kind: 'session.ended', object_id: two.actor.sessionHash }])
  })

  it('of others are ended by who manages people and nobody else', async () => {
    const [admin, support, manager] = [
      await signInAs('admin'),
      await signInAs('support'),
      await signInAs('manager'),
    ]
    const [session] = await listOwnSessions(support.actor)
    const refusals = [
      await problemOf(endSession(manager.actor, { id: session?.id ?? '' })),
      await problemOf(endSession(manager.actor, { id: 'no-such-session' })),
      await problemOf(endAllSessions(manager.actor, { personId: support.actor.id })),
      await problemOf(listSessionsOf(manager.actor, support.actor.id)),
    ]
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ kind: 'denied', capability: 'person.manage' })
    expect(await support.isOpen()).toBe(true)
    await endSession(admin.actor, { id: session?.id ?? '' })
    expect(await support.isOpen()).toBe(false)
    const again = await signInAs('support')
    await endAllSessions(admin.actor, { personId: again.actor.id })
    expect([await again.isOpen(), await admin.isOpen()]).toEqual([false, true])
    expect(await events(1)).toMatchObject([
      { kind: 'session.ended', object_type: 'person', object_id: again.actor.id },
    ])
  })
})

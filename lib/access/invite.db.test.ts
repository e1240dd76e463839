import { beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from './actor.ts'
import { changePassword } from './change-password.ts'
import { createDemoUsers, demoPassword } from './demo.ts'
import { createLinkByEmail, type Link } from './invite.ts'
import { addPerson, disablePerson, enablePerson, resetPassword } from './people.ts'
import { findProblem } from './problem.ts'
import type { Role } from './roles.ts'
import { findSession } from './session.ts'
import { signIn } from './sign-in.ts'
import { findPerson } from './store.ts'
import { readLink, setPassword, signInByLink } from './use-link.ts'

Object.assign(process.env, {
  STATUSDESK_SECRET: 'a secret of the tests, long enough',
  PUBLIC_URL: 'https://desk.example.test',
  TRUSTED_IP_HEADER: 'x-real-ip',
})

const cli: Actor = { ...systemActor('test'), kind: 'cli' }
const nowhere = new Headers()
const newPassword = 'three words and more'

async function open(email: string, password = demoPassword) {
  const { actor, setCookies } = await signIn({ email, password }, nowhere)
  const headers = new Headers({ cookie: (setCookies[0] ?? '').split(';')[0] ?? '' })
  return { actor, isOpen: async () => (await findSession(headers)) !== null }
}
const signInAs = (role: Role) => open(`${role}@demo.test`)
const idOf = async (email: string) => (await findPerson(email))?.id ?? ''
const secretOf = (link: Link | null) => link?.href.split('#')[1] ?? ''
const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)
const lastEvents = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event where kind not like 'writer.%' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}
const age = (hours: number) =>
  getSql()`update invitation set expires_at = expires_at - make_interval(hours => ${hours})`

beforeEach(async () => {
  await getSql()`delete from rate_limit`
  await getSql()`delete from person`
  await createDemoUsers()
})

describe('who is added', () => {
  const add = async (actor: Actor = cli) =>
    addPerson(actor, { email: 'new@example.test', name: 'Newton', role: 'support' })

  it('sets their own password by the link, once, and nobody knows it', async () => {
    const { link, id } = await add((await signInAs('admin')).actor)
    expect(link?.href).toMatch(/^https:\/\/desk\.example\.test\/set-password#[\w-]{43}$/)
    const hours = (Date.parse(link?.expiresAt ?? '') - Date.now()) / 3_600_000
    expect(hours).toBeCloseTo(72, 1)
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'user.created', object_id: id, details: { role: 'support' } },
      { kind: 'person.link_created', object_id: id, details: { purpose: 'set_password' } },
    ])
    const secret = secretOf(link)
    const whose = { name: 'Newton', email: 'new@example.test', purpose: 'set_password' }
    expect(await readLink({ secret }, nowhere)).toEqual(whose)
    await setPassword({ secret, password: newPassword }, nowhere)
    expect(await lastEvents(1)).toMatchObject([
      { kind: 'person.password_set', actor_id: 'anonymous', object_id: id, result: 'ok' },
    ])
    expect((await open('new@example.test', newPassword)).actor.id).toBe(id)
    const again = problemOf(setPassword({ secret, password: 'another of the same' }, nowhere))
    expect(await again).toMatchObject({ kind: 'not_found' })
    expect(await lastEvents(1)).toMatchObject([{ kind: 'person.link_refused', result: 'denied' }])
    expect(await problemOf(open('new@example.test', 'another of the same'))).toMatchObject({
      kind: 'wrong_credentials',
    })
  })

  it('cannot sign in before', async () => {
    await add()
    for (const password of ['', 'null', demoPassword])
      expect(await problemOf(open('new@example.test', password))).not.toBeNull()
  })

  it('is told what is wrong with a password, and the link still works', async () => {
    const secret = secretOf((await add()).link)
    for (const password of ['too short', 'x'.repeat(129), undefined])
      expect(await problemOf(setPassword({ secret, password }, nowhere))).toMatchObject({
        kind: 'invalid',
        fields: { password: expect.any(String) },
      })
    await setPassword({ secret, password: newPassword }, nowhere)
  })

  it('sets it once, however many try at once', async () => {
    const secret = secretOf((await add()).link)
    const tries = Array.from({ length: 8 }, (_, n) =>
      problemOf(setPassword({ secret, password: `password number ${n}` }, nowhere)),
    )
    const problems = await Promise.all(tries)
    expect(problems.filter((problem) => problem === null)).toHaveLength(1)
    const [counted] = await getSql()<{ count: number }[]>`
      select count(*)::int from audit.event where kind = 'person.password_set' and object_id = ${await idOf('new@example.test')}`
    expect(counted?.count).toBe(1)
  })

  it('leaves no secret behind in the database or the record', async () => {
    const secret = secretOf((await add()).link)
    const [row] = await getSql()<{ text: string }[]>`
      select (select string_agg(i::text, ' ') from invitation i)
        || (select string_agg(convert_from(canon, 'UTF8'), ' ') from audit.event) as text`
    expect(row?.text).toContain('link_created')
    expect(row?.text).not.toContain(secret)
  })
})

describe('a lost password', () => {
  it('is set anew by a link, which ends the sessions there were', async () => {
    const [admin, support] = [await signInAs('admin'), await signInAs('support')]
    const link = await resetPassword(admin.actor, { id: support.actor.id })
    expect(await lastEvents(1)).toMatchObject([
      { kind: 'person.link_created', actor_id: admin.actor.id, object_id: support.actor.id },
    ])
    expect(await support.isOpen()).toBe(true)
    await setPassword({ secret: secretOf(link), password: newPassword }, nowhere)
    expect([await support.isOpen(), await admin.isOpen()]).toEqual([false, true])
    expect(await problemOf(signInAs('support'))).toMatchObject({ kind: 'wrong_credentials' })
    expect((await open('support@demo.test', newPassword)).actor.role).toBe('support')
  })

  it('is reset by who manages people, for others, with a password given just now', async () => {
    const [admin, manager] = [await signInAs('admin'), await signInAs('manager')]
    const id = await idOf('support@demo.test')
    expect(await problemOf(resetPassword(manager.actor, { id }))).toMatchObject({ kind: 'denied' })
    expect(await problemOf(resetPassword(admin.actor, { id: admin.actor.id }))).toMatchObject({
      kind: 'conflict',
    })
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await problemOf(resetPassword(admin.actor, { id }))).toMatchObject({ kind: 'stale_sign_in' })
    expect(await getSql()`select 1 from invitation`).toHaveLength(0)
  })
})

describe('a link does not work', () => {
  const link = async () => resetPassword(cli, { id: await idOf('support@demo.test') })
  const use = async (made: Link) => {
    const secret = secretOf(made)
    const read = await problemOf(readLink({ secret }, nowhere))
    const set = await problemOf(setPassword({ secret, password: newPassword }, nowhere))
    expect(read?.kind).toBe(set?.kind)
    return set?.kind ?? 'worked'
  }

  it('after 72 hours', async () => {
    const made = await link()
    await age(73)
    expect(await use(made)).toBe('not_found')
  })

  it('once another is made', async () => {
    const [first, second] = [await link(), await link()]
    expect([await use(first), await use(second)]).toEqual(['not_found', 'worked'])
  })

  it('once its person has changed their password themselves', async () => {
    const { actor } = await signInAs('finance')
    const secret = secretOf(await createLinkByEmail(cli, 'finance@demo.test', 'set_password'))
    await changePassword(actor, { present: demoPassword, wanted: newPassword })
    expect(await problemOf(setPassword({ secret, password: 'known to somebody' }, nowhere))).toMatchObject({
      kind: 'not_found',
    })
  })

  it('for who is disabled', async () => {
    const made = await link()
    const id = await idOf('support@demo.test')
    await disablePerson(cli, { id })
    expect(await use(made)).toBe('not_found')
    expect(await problemOf(resetPassword(cli, { id }))).toMatchObject({ kind: 'conflict' })
    await enablePerson(cli, { id })
    expect(await use(made)).toBe('worked')
  })

  it('when it is made up, and from one address not often', async () => {
    const headers = new Headers({ 'x-real-ip': '192.0.2.9' })
    const guess = () => problemOf(readLink({ secret: 'A'.repeat(43) }, headers))
    for (let n = 0; n < 60; n += 1) expect((await guess())?.kind).toBe('not_found')
    expect((await guess())?.kind).toBe('limited')
  })
})

describe('a link to sign in', () => {
  const link = () => createLinkByEmail(cli, 'admin@demo.test', 'sign_in')

  it('lets its person in once, within a quarter of an hour', async () => {
    const made = await link()
    const secret = secretOf(made)
    expect((Date.parse(made.expiresAt) - Date.now()) / 60_000).toBeCloseTo(15, 0)
    expect((await readLink({ secret }, nowhere)).purpose).toBe('sign_in')
    expect((await signInByLink({ secret }, nowhere)).actor).toMatchObject({ role: 'admin' })
    expect(await lastEvents(1)).toMatchObject([{ kind: 'sign_in.ok', details: { method: 'link' } }])
    expect(await problemOf(signInByLink({ secret }, nowhere))).toMatchObject({ kind: 'not_found' })
    const late = await link()
    await age(1)
    expect(await problemOf(signInByLink({ secret: secretOf(late) }, nowhere))).toMatchObject({
      kind: 'not_found',
    })
  })

  it('sets no password, and one for a password lets nobody in', async () => {
    const toSignIn = secretOf(await link())
    expect(await problemOf(setPassword({ secret: toSignIn, password: newPassword }, nowhere))).toMatchObject({
      kind: 'not_found',
    })
    const toSet = secretOf(await resetPassword(cli, { id: await idOf('admin@demo.test') }))
    expect(await problemOf(signInByLink({ secret: toSet }, nowhere))).toMatchObject({ kind: 'not_found' })
    expect(await getSql()`select 1 from session`).toHaveLength(0)
  })

  it('is made by nobody without the command line', async () => {
    const { actor } = await signInAs('admin')
    expect(await problemOf(createLinkByEmail(actor, 'support@demo.test', 'sign_in'))).toMatchObject({
      kind: 'conflict',
    })
  })
})

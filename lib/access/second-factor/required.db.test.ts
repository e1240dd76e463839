import { beforeEach, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createUser } from '#lib/access/create-user.ts'
import { findProblem } from '#lib/access/problem.ts'
import { findAnySession, findSession } from '#lib/access/session.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { signOut } from '#lib/access/sign-out.ts'
import { confirmOffer, offerAuthenticator, removeAuthenticator } from './authenticator.ts'
import { readApp } from './testing/app.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
process.env['REQUIRE_SECOND_FACTOR'] = 'managers-and-admins'

const password = 'correct horse battery'

beforeEach(async () => {
  await getSql()`delete from rate_limit`
  await getSql()`delete from person`
  for (const role of ['support', 'manager'] as const)
    await createUser(systemActor('test'), { email: `${role}@example.test`, name: role, role, password })
})

const kindOf = async (doing: Promise<unknown>) => (await doing.then(() => null, findProblem))?.kind ?? 'ok'

async function open(role: 'support' | 'manager') {
  const { actor, setCookies } = await signIn({ email: `${role}@example.test`, password }, new Headers())
  return { actor, headers: new Headers({ cookie: (setCookies[0] ?? '').split(';')[0] ?? '' }) }
}

it('holds the session of who needs a second factor and has none, until it is set up', async () => {
  const { actor, headers } = await open('manager')
  expect(await kindOf(findSession(headers))).toBe('second_factor_needed')
  expect((await findAnySession(headers))?.held).toBe(true)
  const { text } = await offerAuthenticator(actor)
  expect(await kindOf(findSession(headers))).toBe('second_factor_needed')
  await confirmOffer(actor, { code: await readApp(text) })
  expect((await findSession(headers))?.actor.id).toBe(actor.id)
})

it('holds nobody else, and from the next request on who gets a role that needs it', async () => {
  const { actor, headers } = await open('support')
  expect((await findSession(headers))?.actor.role).toBe('support')
  await getSql()`update person set role = 'admin' where id = ${actor.id}`
  expect(await kindOf(findSession(headers))).toBe('second_factor_needed')
})

it('lets who is held sign out', async () => {
  const { headers } = await open('manager')
  await signOut(headers)
  expect(await findAnySession(headers)).toBeNull()
})

it('lets nobody who has a passkey make another factor with the password alone', async () => {
  const { actor } = await open('manager')
  await getSql()`
    insert into passkey (id, person_id, name, public_key, counter, transports, synced)
    values ('key', ${actor.id}, 'Key', '', 0, '', false)`
  expect(await kindOf(offerAuthenticator(actor))).toBe('second_factor_needed')
  expect(await kindOf(confirmOffer(actor, { code: '123456' }))).toBe('second_factor_needed')
  await getSql()`update session set two_factors = true`
  expect(await kindOf(offerAuthenticator(actor))).toBe('ok')
})

it('keeps the last second factor of who needs one', async () => {
  const { actor } = await open('manager')
  const { text } = await offerAuthenticator(actor)
  await confirmOffer(actor, { code: await readApp(text) })
  expect(await kindOf(removeAuthenticator(actor))).toBe('conflict')
  await getSql()`
    insert into passkey (id, person_id, name, public_key, counter, transports, synced)
    values ('key', ${actor.id}, 'Key', '', 0, '', false)`
  expect(await kindOf(removeAuthenticator(actor))).toBe('ok')
})

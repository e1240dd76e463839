import { beforeEach, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { confirmPassword } from '#lib/access/confirm.ts'
import { createUser } from '#lib/access/create-user.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { createLinkByEmail } from '#lib/access/invite.ts'
import { addPerson, resetPassword } from '#lib/access/people.ts'
import { findProblem } from '#lib/access/problem.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { signInByLink } from '#lib/access/use-link.ts'

Object.assign(process.env, {
  STATUSDESK_SECRET: 'a secret of the tests, long enough',
  OIDC_ISSUER: 'https://id.example.test',
  OIDC_CLIENT_ID: 'desk',
  OIDC_ONLY: 'true',
})

const cli: Actor = { ...systemActor('test'), kind: 'cli' }
const password = 'a password of before'
const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)

beforeEach(async () => {
  await getSql()`delete from person`
  await createUser(cli, { email: 'ann@example.test', name: 'Ann', role: 'admin', password })
})

it('lets nobody in by a password, nor makes one', async () => {
  const tried = problemOf(signIn({ email: 'ann@example.test', password }, new Headers()))
  expect(await tried).toMatchObject({ kind: 'conflict' })
  expect(await getSql()`select 1 from session`).toHaveLength(0)
  const [event] = await getSql()`select kind from audit.event order by id desc limit 1`
  expect(event).toMatchObject({ kind: 'sign_in.failed' })
  const added = await addPerson(cli, { email: 'new@example.test', name: 'New', role: 'support' })
  expect(added.link).toBeNull()
  expect(await problemOf(resetPassword(cli, { id: added.id }))).toMatchObject({ kind: 'conflict' })
})

it('lets in who has a link of the command line, and no password confirms them', async () => {
  const { href } = await createLinkByEmail(cli, 'ann@example.test', 'sign_in')
  const { actor } = await signInByLink({ secret: href.split('#')[1] }, new Headers())
  await assertFresh(actor)
  await getSql()`update session set confirmed_at = now() - interval '1 hour'`
  expect(await problemOf(assertFresh(actor))).toMatchObject({
    kind: 'stale_sign_in',
    ways: { password: false, code: false, passkey: false, provider: null },
  })
  expect(await problemOf(confirmPassword(actor, { password }))).toMatchObject({ kind: 'wrong_credentials' })
})

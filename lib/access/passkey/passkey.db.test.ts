import { beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { confirmPassword } from '#lib/access/confirm.ts'
import { createUser } from '#lib/access/create-user.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { findProblem } from '#lib/access/problem.ts'
import { findSession } from '#lib/access/session.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { beginPasskeyConfirmation, confirmByPasskey } from './confirm.ts'
import { addPasskey, beginPasskey, listOwnPasskeys, removePasskey } from './manage.ts'
import { beginPasskeySignIn, passkeyLimit, signInByPasskey } from './sign-in.ts'
import { createSoftwareAuthenticator } from './testing/software-authenticator.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
process.env['PUBLIC_URL'] = 'https://desk.example.test'
process.env['TRUSTED_IP_HEADER'] = 'x-real-ip'

const password = 'correct horse battery'
const site = { origin: 'https://desk.example.test', rpId: 'desk.example.test' }

beforeEach(async () => {
  await getSql()`delete from rate_limit`
  await getSql()`delete from person`
  for (const name of ['ann', 'bob'])
    await createUser(systemActor('test'), { email: `${name}@example.test`, name, role: 'support', password })
})

const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)
const kindOf = async (doing: Promise<unknown>) => (await problemOf(doing))?.kind ?? 'ok'
const open = async (name = 'ann') =>
  (await signIn({ email: `${name}@example.test`, password }, new Headers())).actor
const lastEvents = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event where kind <> 'event.void' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}
const causeOf = async () => (await lastEvents(1))[0]?.details.cause

async function register(actor: Actor, name = 'Laptop') {
  const authenticator = createSoftwareAuthenticator()
  const { challenge, user } = await beginPasskey(actor)
  await addPasskey(actor, { name, response: authenticator.make({ ...site, challenge }) })
  return { ...authenticator, handle: Buffer.from(user.id, 'base64url').toString() }
}

const signInWith = (response: unknown) => signInByPasskey({ response }, new Headers())

describe('a passkey', () => {
  it('is registered with a name, several of them, and opens sessions of two factors without an address', async () => {
    const actor = await open()
    const [laptop, key] = [await register(actor, 'Laptop'), await register(actor, 'Security key')]
    expect((await listOwnPasskeys(actor)).map(({ name }) => name).toSorted()).toEqual([
      'Laptop',
      'Security key',
    ])
    expect(laptop.handle).toBe(actor.id)
    const { challenge, allowCredentials, userVerification } = await beginPasskeySignIn(new Headers())
    expect(allowCredentials).toBeUndefined()
    expect(userVerification).toBe('required')
    const signedIn = await signInWith(key.sign({ ...site, challenge, counter: 1, personId: actor.id }))
    expect(signedIn.actor.id).toBe(actor.id)
    const cookie = (signedIn.setCookies[0] ?? '').split(';')[0] ?? ''
    expect(await findSession(new Headers({ cookie }))).not.toBeNull()
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'passkey.used', object_id: actor.id, details: { passkey: key.id } },
      { kind: 'sign_in.ok', details: { method: 'passkey' } },
    ])
    expect(await getSql()`select 1 from session where two_factors and method = 'passkey'`).toHaveLength(1)
  })

  it('answers a challenge once, of many answers at the same moment too', async () => {
    const actor = await open()
    const key = await register(actor)
    const { challenge } = await beginPasskeySignIn(new Headers())
    const response = key.sign({ ...site, challenge, counter: 0 })
    const kinds = await Promise.all(Array.from({ length: 4 }, () => kindOf(signInWith(response))))
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(1)
    const refused = (await lastEvents(5)).filter(({ kind }) => kind === 'passkey.refused')
    expect(refused.map(({ details }) => details.cause)).toEqual(['challenge', 'challenge', 'challenge'])
  })

  it('never counts backwards nor stands still: a copy of it is refused', async () => {
    const actor = await open()
    const key = await register(actor)
    const answer = async (counter: number) => {
      const { challenge } = await beginPasskeySignIn(new Headers())
      return kindOf(signInWith(key.sign({ ...site, challenge, counter })))
    }
    expect(await answer(5)).toBe('ok')
    expect(await answer(5)).toBe('wrong_credentials')
    expect(await causeOf()).toBe('counter')
    expect(await answer(4)).toBe('wrong_credentials')
    expect(await answer(0)).toBe('wrong_credentials')
    const both = await Promise.all([answer(6), answer(6)])
    expect(both.toSorted()).toEqual(['ok', 'wrong_credentials'])
  })

  it.each([
    ['of another site', { origin: 'https://desk.evil.test' }],
    ['for another host', { rpId: 'evil.test' }],
    ['without its user', { userVerified: false }],
  ])('is refused when it signed %s', async (_, wrong) => {
    const key = await register(await open())
    const { challenge } = await beginPasskeySignIn(new Headers())
    expect(await kindOf(signInWith(key.sign({ ...site, challenge, counter: 1, ...wrong })))).toBe(
      'wrong_credentials',
    )
    expect(await causeOf()).toBe('signature')
  })

  it('is refused when it is unknown, somebody else’s, too late, or signs what nobody asked for', async () => {
    const actor = await open()
    const key = await register(actor)
    const fresh = async () => (await beginPasskeySignIn(new Headers())).challenge
    const causes: unknown[] = []
    for (const response of [
      createSoftwareAuthenticator().sign({ ...site, challenge: await fresh(), counter: 1 }),
      key.sign({ ...site, challenge: await fresh(), counter: 1, personId: 'somebody-else' }),
      key.sign({ ...site, challenge: 'made-up', counter: 1 }),
      key.sign({ ...site, challenge: (await beginPasskeyConfirmation(actor)).challenge, counter: 1 }),
      createSoftwareAuthenticator().make({ ...site, challenge: await fresh() }),
    ]) {
      const kind = await kindOf(signInWith(response))
      causes.push(kind === 'invalid' ? kind : await causeOf())
    }
    expect(causes).toEqual(['unknown', 'somebody_elses', 'challenge', 'challenge', 'invalid'])
    const late = key.sign({ ...site, challenge: await fresh(), counter: 1 })
    await getSql()`update pending_proof set expires_at = now()`
    expect(await kindOf(signInWith(late))).toBe('wrong_credentials')
  })

  it('is registered freshly, by its user, for a challenge of theirs, and for one person', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    const authenticator = createSoftwareAuthenticator()
    const { challenge } = await beginPasskey(ann)
    const add = (actor: Actor, response: ReturnType<typeof authenticator.make>) =>
      kindOf(addPasskey(actor, { name: 'Key', response }))
    expect(await add(bob, authenticator.make({ ...site, challenge }))).toBe('wrong_credentials')
    const again = async () => ({ ...site, challenge: (await beginPasskey(ann)).challenge })
    expect(await add(ann, authenticator.make(await again(), false))).toBe('wrong_credentials')
    const made = authenticator.make(await again())
    expect(await add(ann, made)).toBe('ok')
    expect(await add(ann, made)).toBe('wrong_credentials')
    const same = authenticator.make({ ...site, challenge: (await beginPasskey(bob)).challenge })
    expect(await add(bob, same)).toBe('conflict')
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await kindOf(beginPasskey(ann))).toBe('stale_sign_in')
  })

  it('is a fresh sign-in, of its owner in their session', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    const key = await register(ann)
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    const { challenge, allowCredentials } = await beginPasskeyConfirmation(ann)
    expect(allowCredentials?.map(({ id }) => id)).toEqual([key.id])
    const foreign = await beginPasskeyConfirmation(bob)
    const asBob = key.sign({ ...site, challenge: foreign.challenge, counter: 1 })
    expect(await kindOf(confirmByPasskey(bob, { response: asBob }))).toBe('wrong_credentials')
    expect(await causeOf()).toBe('somebody_elses')
    expect(await kindOf(assertFresh(bob))).toBe('stale_sign_in')
    await confirmByPasskey(ann, { response: key.sign({ ...site, challenge, counter: 1 }) })
    await assertFresh(ann)
  })

  it('is wanted for a fresh sign-in by who has one: their password alone is none, however new', async () => {
    const ann = await open()
    const key = await register(ann)
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    const wanted = { kind: 'stale_sign_in', ways: { password: false, code: false, passkey: true } }
    expect(await problemOf(assertFresh(ann))).toMatchObject(wanted)
    expect(await kindOf(confirmPassword(ann, { password }))).toBe('second_factor_needed')
    expect(await lastEvents(1)).toMatchObject([{ kind: 'session.not_confirmed', result: 'failed' }])
    expect(await problemOf(assertFresh(ann))).toMatchObject(wanted)

    const elsewhere = await open()
    expect(await problemOf(assertFresh(elsewhere))).toMatchObject(wanted)
    expect(await kindOf(removePasskey(elsewhere, { id: key.id }))).toBe('stale_sign_in')
    const { challenge } = await beginPasskeyConfirmation(elsewhere)
    await confirmByPasskey(elsewhere, { response: key.sign({ ...site, challenge, counter: 1 }) })
    await assertFresh(elsewhere)
  })

  it('is asked for from one address not often, since each challenge is kept', async () => {
    const headers = new Headers({ 'x-real-ip': '192.0.2.7' })
    for (let n = 0; n < passkeyLimit.limit; n += 1) await beginPasskeySignIn(headers)
    expect(await kindOf(beginPasskeySignIn(headers))).toBe('limited')
    expect(await causeOf()).toBe('limited')
    expect(await kindOf(beginPasskeySignIn(new Headers({ 'x-real-ip': '192.0.2.8' })))).toBe('ok')
  })

  it('is removed by its owner, and opens nothing from then on', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    const key = await register(ann)
    expect(await kindOf(removePasskey(bob, { id: key.id }))).toBe('not_found')
    await removePasskey(ann, { id: key.id })
    const { challenge } = await beginPasskeySignIn(new Headers())
    expect(await kindOf(signInWith(key.sign({ ...site, challenge, counter: 1 })))).toBe('wrong_credentials')
    expect(await causeOf()).toBe('unknown')
  })
})

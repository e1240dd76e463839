import { describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { beginOidc } from './begin.ts'
import { goToProvider, type Jar } from './testing/go-to-provider.ts'
import {
  provider,
  settings,
  cookieOf,
  headersOf,
  flowName,
  signInAs,
  finish,
  lastEvents,
  outcomeOf,
  useProvider,
} from './testing/sign-in.ts'

useProvider()

describe('the provider is asked again', () => {
  const begin = async (session: string) => {
    const begun = await beginOidc(settings, { purpose: 'confirm', next: '/' }, headersOf(session))
    const asked = new URL(begun.location, 'https://desk.example.test')
    return { begun, asked, flow: cookieOf(begun.setCookies, flowName) }
  }
  const age = (id: string) =>
    getSql()`update session set confirmed_at = now() - interval '1 hour' where person_id = ${id}`
  /** A session whose sign-in is an hour old, and the browser that is still signed in at the provider. */
  async function openStale(account = 'ann') {
    const jar: Jar = new Map()
    const { session, actor } = await signInAs(account, { jar })
    if (!actor) throw new Error('Nobody was signed in.')
    await age(actor.id)
    return {
      jar,
      session,
      actor,
      isFresh: () =>
        assertFresh(actor).then(
          () => true,
          () => false,
        ),
    }
  }
  const confirmed = async (account: string, as: Awaited<ReturnType<typeof openStale>>) => {
    const { begun, flow } = await begin(as.session)
    const { searchParams } = await goToProvider(begun.location, account, as.jar)
    return finish(searchParams, flow, as.session)
  }

  it('whether it is still them, and their session is fresh', async () => {
    const ann = await openStale()
    const { asked } = await begin(ann.session)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      prompt: 'login',
      max_age: '0',
      login_hint: 'ann@example.test',
    })
    expect(await ann.isFresh()).toBe(false)
    const { location, session } = await confirmed('ann', ann)
    expect([location, session]).toEqual(['/sign-in/oidc/confirmed', ''])
    expect(await ann.isFresh()).toBe(true)
    expect(await lastEvents(1)).toMatchObject([{ kind: 'session.confirmed', actor_id: ann.actor.id }])
  })

  const unconfirmed = (cause: string) => ({
    path: '/sign-in/oidc/confirmed',
    problem: cause,
    event: { kind: 'oidc.refused', details: { purpose: 'confirm', cause } },
  })

  it('and believed only of the same person', async () => {
    const ann = await openStale()
    await signInAs('otp')
    for (const account of ['otp', 'stranger']) {
      const elsewhere = { ...ann, jar: new Map() }
      expect(await outcomeOf(await confirmed(account, elsewhere))).toMatchObject(unconfirmed('other_person'))
      expect(await ann.isFresh()).toBe(false)
    }
  })

  it('and believed only when it did ask again', async () => {
    const ann = await openStale()
    const hourAgo = Math.floor(Date.now() / 1000) - 3600
    provider.alter = ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, auth_time: hourAgo } })
    expect(await outcomeOf(await confirmed('ann', ann))).toMatchObject(unconfirmed('not_recent'))
    expect(await ann.isFresh()).toBe(false)
    provider.alter = ({ claims: { auth_time: _, ...claims }, ...rest }) => ({ ...rest, claims })
    expect(await outcomeOf(await confirmed('ann', ann))).toMatchObject(unconfirmed('not_recent'))
    expect(await ann.isFresh()).toBe(false)
  })

  it('for the session that began it, and no other', async () => {
    const ann = await openStale()
    const { begun, flow } = await begin(ann.session)
    const { searchParams } = await goToProvider(begun.location, 'ann', ann.jar)
    const other = await openStale()
    expect(await outcomeOf(await finish(searchParams, flow, other.session))).toMatchObject(
      unconfirmed('signed_out'),
    )
    expect(await ann.isFresh()).toBe(false)
    await getSql()`delete from session`
    expect((await begin(ann.session)).begun.location).toBe('/sign-in')
  })

  it('since a sign-in there hours ago makes no session fresh', async () => {
    const jar: Jar = new Map()
    const first = await signInAs('ann', { jar })
    expect(first.actor).not.toBeNull()
    const hourAgo = Math.floor(Date.now() / 1000) - 3600
    for (const time of [hourAgo, undefined]) {
      provider.alter = ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, auth_time: time } })
      const { actor } = await signInAs('ann', { jar })
      if (!actor) throw new Error('Nobody was signed in.')
      await expect(assertFresh(actor)).rejects.toThrow('password again')
    }
    provider.alter = ({ claims, ...rest }) => ({
      ...rest,
      claims: { ...claims, auth_time: Math.floor(Date.now() / 1000) },
    })
    const { actor } = await signInAs('ann', { jar })
    await expect(actor && assertFresh(actor)).resolves.toBeUndefined()
  })
})

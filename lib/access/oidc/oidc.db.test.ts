import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createUser } from '#lib/access/create-user.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { disablePerson } from '#lib/access/people.ts'
import { findSession } from '#lib/access/session.ts'
import { findPerson } from '#lib/access/store.ts'
import { beginOidc } from './begin.ts'
import { finishOidc } from './finish.ts'
import { findOidcSettings } from './settings.ts'
import { unlinkByEmail } from './unlink.ts'
import { goToProvider, type Jar } from './testing/go-to-provider.ts'
import { startTestProvider } from './testing/provider.ts'

// It prints that it is for development.
vi.spyOn(console, 'warn').mockReturnValue()
const provider = await startTestProvider({
  accounts: {
    ann: { email: 'Ann@example.test', email_verified: true },
    otp: { email: 'otp@example.test', email_verified: true, amr: ['pwd', 'otp'] },
    gold: { email: 'gold@example.test', email_verified: true, acr: 'urn:gold' },
    'new-ann': { email: 'ann@example.test', email_verified: true },
    loose: { email: 'ann@example.test', email_verified: false },
    silent: { email: 'ann@example.test' },
    bare: {},
    stranger: { email: 'stranger@example.test', email_verified: true },
  },
})
provider.serve('https://desk.example.test/sign-in/oidc/callback')
Object.assign(process.env, {
  STATUSDESK_SECRET: 'a secret of the tests, long enough',
  TRUSTED_IP_HEADER: 'x-real-ip',
  PUBLIC_URL: 'https://desk.example.test',
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
  OIDC_SECOND_FACTOR_AMR: 'otp, urn:gold',
})
afterAll(() => provider.stop())

const found = findOidcSettings()
if (!found) throw new Error('No provider is configured.')
const settings = found
const cli = { ...systemActor('test'), kind: 'cli' } as const

const cookieOf = (setCookies: readonly string[], name: string) =>
  setCookies.find((line) => line.startsWith(`${name}=`))?.split(';')[0] ?? ''
const headersOf = (...cookies: readonly string[]) => new Headers({ cookie: cookies.join('; ') })
const sessionName = '__Host-statusdesk_session'
const flowName = '__Host-statusdesk_oidc'

/** Begins, goes to the provider, and comes back with an answer that has not been given yet. */
async function goThere(account: string, { next = '/', jar }: { next?: string; jar?: Jar } = {}) {
  const begun = await beginOidc(settings, { purpose: 'sign_in', next }, new Headers())
  const url = await goToProvider(begun.location, account, jar)
  return {
    flow: cookieOf(begun.setCookies, flowName),
    answer: url.searchParams,
    url,
    asked: new URL(begun.location),
  }
}

async function signInAs(account: string, options?: { next?: string; jar?: Jar }) {
  const { flow, answer } = await goThere(account, options)
  return finish(answer, flow)
}

async function finish(answer: URLSearchParams, ...cookies: readonly string[]) {
  const { location, setCookies } = await finishOidc(settings, answer, headersOf(...cookies))
  const session = cookieOf(setCookies, sessionName)
  const open = session === '' ? null : await findSession(headersOf(session))
  return { location, setCookies, session, actor: open?.actor ?? null }
}

const lastEvents = async (count: number) => {
  const rows = await getSql()<{ canon: Buffer }[]>`
    select canon from audit.event where kind not like 'writer.%' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}
const countSessions = async () => (await getSql()`select 1 from session`).length

/** What became of it: the problem that the next page tells, the sessions there are, and what was recorded. */
async function outcomeOf({ location }: { location: string }) {
  const url = new URL(location, 'https://desk.example.test')
  const [event] = await lastEvents(1)
  const sessions = await countSessions()
  return { path: url.pathname, problem: url.searchParams.get('problem'), sessions, event }
}

/** Nobody was let in, the record says why, and so does the page they come to. */
const refused = (cause: string, details: object = {}) => ({
  path: '/sign-in',
  problem: cause,
  sessions: 0,
  event: { kind: 'oidc.refused', result: 'denied', details: { purpose: 'sign_in', cause, ...details } },
})

beforeEach(async () => {
  await getSql()`delete from person`
  for (const email of ['ann@example.test', 'otp@example.test', 'gold@example.test'])
    await createUser(cli, { email, name: email, role: 'admin', password: 'some password of theirs' })
})
afterEach(() => {
  provider.alter = null
  vi.useRealTimers()
})

describe('somebody whom an administrator added', () => {
  it('signs in with state, nonce and PKCE, and comes to where they wanted to go', async () => {
    const { asked, url, answer, flow } = await goThere('ann', { next: '/lookups?q=1' })
    const parameters = Object.fromEntries(asked.searchParams)
    expect(parameters).toMatchObject({
      response_type: 'code',
      redirect_uri: 'https://desk.example.test/sign-in/oidc/callback',
      scope: 'openid email',
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(parameters[name]).toMatch(/^[\w-]{43}$/)
    expect(url.href).toMatch(/^https:\/\/desk\.example\.test\/sign-in\/oidc\/callback\?/)
    expect(answer.get('iss')).toBe(provider.issuer)

    const { actor, location, setCookies } = await finish(answer, flow)
    expect(actor).toMatchObject({ kind: 'user', role: 'admin', name: 'ann@example.test' })
    expect(location).toBe('/lookups?q=1')
    expect(setCookies.find((line) => line.startsWith(flowName))).toBe(
      `${flowName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`,
    )
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'person.account_linked', object_id: actor?.id, details: { issuer: provider.issuer } },
      { kind: 'sign_in.ok', actor_id: actor?.id, details: { method: 'provider' } },
    ])
  })

  it('is known by issuer and subject from then on, whatever address they have', async () => {
    const first = await signInAs('ann')
    await getSql()`update person set email = 'ann.married@example.test' where email = 'ann@example.test'`
    const again = await signInAs('ann')
    expect(again.actor?.id).toBe(first.actor?.id)
    expect(await lastEvents(1)).toMatchObject([{ kind: 'sign_in.ok' }])
  })

  it('keeps nothing of the provider’s tokens', async () => {
    await signInAs('ann')
    const accounts = await getSql()`
      select access_token, refresh_token, id_token, password from account where provider_id like 'oidc %'`
    expect(accounts).toEqual([{ access_token: null, refresh_token: null, id_token: null, password: null }])
  })

  it.each(['otp', 'gold'])(
    'is signed in with a second factor when the provider says so: %s',
    async (account) => {
      await signInAs(account)
      expect(await lastEvents(1)).toMatchObject([{ details: { method: 'provider_with_second_factor' } }])
    },
  )

  it('comes to a page of ours, whatever was asked for', async () => {
    expect((await signInAs('ann', { next: 'https://elsewhere.example/' })).location).toBe('/')
  })
})

describe('nobody is let in', () => {
  it('whom no administrator added', async () =>
    expect(await outcomeOf(await signInAs('stranger', { next: '/lookups' }))).toMatchObject(
      refused('unknown_person'),
    ))
  it.each(['loose', 'silent'])('by an address that is not vouched for: %s', async (account) =>
    expect(await outcomeOf(await signInAs(account))).toMatchObject(refused('unverified_email')),
  )
  it('without an address', async () =>
    expect(await outcomeOf(await signInAs('bare'))).toMatchObject(refused('no_email')))
  it('who cancels there', async () =>
    expect(await outcomeOf(await signInAs('nobody'))).toMatchObject(
      refused('denied', { code: 'access_denied' }),
    ))

  it('who was given the address of somebody else', async () => {
    await signInAs('ann')
    await getSql()`delete from session`
    const ann = await findPerson('ann@example.test')
    expect(await outcomeOf(await signInAs('new-ann'))).toMatchObject(refused('other_account'))
    expect((await lastEvents(1))[0].object_id).toBe(ann?.id)

    await unlinkByEmail(cli, 'ann@example.test')
    expect(await lastEvents(1)).toMatchObject([{ kind: 'person.account_unlinked', object_id: ann?.id }])
    expect((await signInAs('new-ann')).actor?.id).toBe(ann?.id)
  })

  it.each(['before the first time', 'later'])('who was disabled %s', async (when) => {
    if (when === 'later') await signInAs('ann')
    const ann = await findPerson('ann@example.test')
    await disablePerson(cli, { id: ann?.id ?? '' })
    expect(await outcomeOf(await signInAs('ann'))).toMatchObject(refused('disabled'))
    expect((await lastEvents(1))[0].object_id).toBe(ann?.id)
    const linked = await getSql()`select 1 from account where provider_id like 'oidc %'`
    expect(linked).toHaveLength(when === 'later' ? 1 : 0)
  })

  it('in a browser that did not begin, or with a cookie that is not ours', async () => {
    const { answer, flow } = await goThere('ann')
    for (const cookies of [
      [],
      [`${flowName}=AAAA`],
      [`${flowName}=${'A'.repeat(80)}`],
      [flow.slice(0, -8)],
    ]) {
      const outcome = await outcomeOf(await finish(answer, ...cookies))
      expect(outcome).toMatchObject(refused('not_started', { purpose: null }))
    }
  })

  it('with the answer to another beginning', async () => {
    const [mine, theirs] = [await goThere('ann'), await goThere('ann')]
    expect(await outcomeOf(await finish(theirs.answer, mine.flow))).toMatchObject(
      refused('untrusted', {
        code: 'OAUTH_INVALID_RESPONSE',
      }),
    )
    const stateless = new URLSearchParams(mine.answer)
    stateless.delete('state')
    const another = await goThere('ann')
    expect(await outcomeOf(await finish(stateless, another.flow))).toMatchObject(refused('untrusted'))
  })

  it('twice with one answer', async () => {
    const { answer, flow } = await goThere('ann')
    await finish(answer, flow)
    await getSql()`delete from session`
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('replayed'))
  })

  it('with a code that was used in another flow', async () => {
    const [used, fresh] = [await goThere('ann'), await goThere('ann')]
    await finish(used.answer, used.flow)
    await getSql()`delete from session`
    const stolen = new URLSearchParams(fresh.answer)
    stolen.set('code', used.answer.get('code') ?? '')
    expect(await outcomeOf(await finish(stolen, fresh.flow))).toMatchObject(
      refused('untrusted', { code: 'invalid_grant' }),
    )
  })

  it('with a code of somebody else, since it proves another beginning (PKCE)', async () => {
    const [mine, theirs] = [await goThere('ann'), await goThere('ann')]
    const injected = new URLSearchParams(mine.answer)
    injected.set('code', theirs.answer.get('code') ?? '')
    expect(await outcomeOf(await finish(injected, mine.flow))).toMatchObject(
      refused('untrusted', { code: 'invalid_grant' }),
    )
  })

  it('after ten minutes', async () => {
    const { answer, flow } = await goThere('ann')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1000 })
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('expired'))
  })

  it('with an answer that names another provider, or none (mix-up, RFC 9207)', async () => {
    for (const issuer of ['https://elsewhere.example', null]) {
      const { answer, flow } = await goThere('ann')
      if (issuer === null) answer.delete('iss')
      else answer.set('iss', issuer)
      expect(await outcomeOf(await finish(answer, flow))).toMatchObject(
        refused('untrusted', { code: 'OAUTH_INVALID_RESPONSE' }),
      )
    }
  })
})

it('holds back an address from which too many are begun', async () => {
  const headers = new Headers({ 'x-real-ip': '192.0.2.7' })
  const beginOnce = async () => beginOidc(settings, { purpose: 'sign_in', next: '/' }, headers)
  for (let n = 0; n < 100; n += 1) expect((await beginOnce()).location).toContain(provider.issuer)
  expect(await outcomeOf(await beginOnce())).toMatchObject(refused('limited'))
})

describe('an ID token is refused', () => {
  const cases: readonly (readonly [string, string, NonNullable<typeof provider.alter>])[] = [
    [
      'of another nonce',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, nonce: 'another' } }),
    ],
    [
      'without a nonce',
      'OAUTH_INVALID_RESPONSE',
      ({ claims: { nonce: _, ...claims }, ...rest }) => ({ ...rest, claims }),
    ],
    [
      'of another issuer',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, iss: 'https://elsewhere.example' } }),
    ],
    [
      'for another client',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, aud: 'another' } }),
    ],
    [
      'for several, presented by another',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({
        ...rest,
        claims: { ...claims, aud: ['statusdesk', 'another'], azp: 'another' },
      }),
    ],
    [
      'that has expired',
      'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, iat: 1_700_000_000, exp: 1_700_000_600 } }),
    ],
    [
      'that was changed after it was signed',
      'OAUTH_INVALID_RESPONSE',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, sub: 'otp' }, signature: 'A'.repeat(342) }),
    ],
    [
      'that is not signed',
      'OAUTH_INVALID_RESPONSE',
      ({ header, claims }) => ({ header: { ...header, alg: 'none' }, claims, signature: '' }),
    ],
    [
      'signed with what the client knows',
      'OAUTH_INVALID_RESPONSE',
      ({ header, claims }) => {
        const hs = { ...header, alg: 'HS256' }
        const text = [hs, claims]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')
        const signature = createHmac('sha256', provider.clientSecret).update(text).digest('base64url')
        return { header: hs, claims, signature }
      },
    ],
  ]
  it.each(cases)('%s', async (_, code, alter) => {
    const { answer, flow } = await goThere('ann')
    provider.alter = alter
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('untrusted', { code }))
  })

  it('only when it is wrong', async () => {
    provider.alter = (parts) => parts
    expect((await signInAs('ann')).actor).not.toBeNull()
  })
})

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

it('says so when the provider is away, and nothing else happens', async () => {
  const { answer, flow } = await goThere('ann')
  await provider.stop()
  expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('unreachable'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60 * 60_000 })
  const begun = await beginOidc(settings, { purpose: 'sign_in', next: '/lookups' }, new Headers())
  expect(begun).toEqual({ location: '/sign-in?problem=unreachable&next=%2Flookups', setCookies: [] })
  expect(await lastEvents(1)).toMatchObject([{ kind: 'oidc.refused', details: { cause: 'unreachable' } }])
})

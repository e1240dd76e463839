import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createUser } from '#lib/access/create-user.ts'
import { findSession } from '#lib/access/session.ts'
import { beginOidc } from '#lib/access/oidc/begin.ts'
import { finishOidc } from '#lib/access/oidc/finish.ts'
import { findOidcSettings } from '#lib/access/oidc/settings.ts'
import { goToProvider, type Jar } from './go-to-provider.ts'
import { startTestProvider } from './provider.ts'

// It prints that it is for development.
vi.spyOn(console, 'warn').mockReturnValue()
export const provider = await startTestProvider({
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
const found = findOidcSettings()
if (!found) throw new Error('No provider is configured.')
export const settings = found
export const cli = { ...systemActor('test'), kind: 'cli' } as const

export const cookieOf = (setCookies: readonly string[], name: string) =>
  setCookies.find((line) => line.startsWith(`${name}=`))?.split(';')[0] ?? ''
export const headersOf = (...cookies: readonly string[]) => new Headers({ cookie: cookies.join('; ') })
export const sessionName = '__Host-statusdesk_session'
export const flowName = '__Host-statusdesk_oidc'

/** Begins, goes to the provider, and comes back with an answer that has not been given yet. */
export async function goThere(account: string, { next = '/', jar }: { next?: string; jar?: Jar } = {}) {
  const begun = await beginOidc(settings, { purpose: 'sign_in', next }, new Headers())
  const url = await goToProvider(begun.location, account, jar)
  return {
    flow: cookieOf(begun.setCookies, flowName),
    answer: url.searchParams,
    url,
    asked: new URL(begun.location),
  }
}

export async function signInAs(account: string, options?: { next?: string; jar?: Jar }) {
  const { flow, answer } = await goThere(account, options)
  return finish(answer, flow)
}

export async function finish(answer: URLSearchParams, ...cookies: readonly string[]) {
  const { location, setCookies } = await finishOidc(settings, answer, headersOf(...cookies))
  const session = cookieOf(setCookies, sessionName)
  const open = session === '' ? null : await findSession(headersOf(session))
  return { location, setCookies, session, actor: open?.actor ?? null }
}

export const lastEvents = async (count: number) => {
  const rows = await getSql()<{ canon: Buffer }[]>`
    select canon from audit.event where kind not like 'writer.%' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}
export const countSessions = async () => (await getSql()`select 1 from session`).length

/** What became of it: the problem that the next page tells, the sessions there are, and what was recorded. */
export async function outcomeOf({ location }: { location: string }) {
  const url = new URL(location, 'https://desk.example.test')
  const [event] = await lastEvents(1)
  const sessions = await countSessions()
  return { path: url.pathname, problem: url.searchParams.get('problem'), sessions, event }
}

/** Nobody was let in, the record says why, and so does the page they come to. */
export const refused = (cause: string, details: object = {}) => ({
  path: '/sign-in',
  problem: cause,
  sessions: 0,
  event: { kind: 'oidc.refused', result: 'denied', details: { purpose: 'sign_in', cause, ...details } },
})

/** People whom the provider knows as well, anew for each test. Called once by a file of tests. */
export function useProvider(): void {
  beforeEach(async () => {
    await getSql()`delete from person`
    for (const email of ['ann@example.test', 'otp@example.test', 'gold@example.test'])
      await createUser(cli, { email, name: email, role: 'admin', password: 'some password of theirs' })
  })
  afterEach(() => {
    provider.alter = null
    vi.useRealTimers()
  })
  afterAll(() => provider.stop())
}

import { createHash, randomUUID } from 'node:crypto'
import { makeToken } from '#e2e/desk/ask-by-token.ts'
import type { SharedDesk } from '#e2e/desk/shared.ts'
import type { Role } from '#e2e/test.ts'
import type { DemoUser } from '#scripts/start/demo-users.ts'
import { type Endpoint, listEndpoints } from './endpoints.ts'

/** Somebody who sends requests without a browser: with a session and a token of a role, or with neither. */
export interface Caller {
  readonly role: Role | null
  readonly cookie: string | null
  readonly token: string | null
}

export const nobody: Caller = { role: null, cookie: null, token: null }

/** What came back. `userAgentHash` finds in the record what the request left there. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  readonly userAgentHash: string
}

/** Signs a demo person in as the form does where scripts are off, and makes a token of the same role. */
export async function createCaller(desk: SharedDesk, role: Role): Promise<Caller> {
  return { role, cookie: await openSession(desk, role), token: await makeToken(desk, role) }
}

/** The cookie of a new session. */
export async function openSession(desk: SharedDesk, role: Role): Promise<string> {
  const cookie = (await setCookiesOf(desk, role)).find((line) => line.includes('statusdesk_session='))
  if (cookie === undefined) throw new Error(`${role} could not sign in.`)
  return cookie.split(';')[0] ?? ''
}

/** Every cookie that signing in sets, as it is set. */
export async function setCookiesOf(
  desk: { readonly url: string; readonly demoUsers: readonly DemoUser[] },
  role: Role,
): Promise<readonly string[]> {
  const person = desk.demoUsers.find((user) => user.role === role)
  const action = listEndpoints().find(({ name }) => name === 'app/sign-in/actions.ts signIn')
  const form = new FormData()
  form.set('_1_email', person?.email ?? '')
  form.set('_1_password', person?.password ?? '')
  form.set('_1_next', '/')
  form.set('0', '[{"problem":null,"email":""},"$K1"]')
  const response = await fetch(`${desk.url}/sign-in`, {
    method: 'POST',
    headers: { 'next-action': action?.actionId ?? '', origin: desk.url },
    body: form,
    redirect: 'manual',
  })
  return response.headers.getSetCookie()
}

/**
 * Sends an endpoint what no function accepts, so that only who may comes as far as its input. Of `headers` those that are
 * null are left out; `body` is sent instead, where there is one.
 */
export async function send(
  desk: SharedDesk,
  endpoint: Endpoint,
  caller: Caller,
  headers: Readonly<Record<string, string | null>> = {},
  body = endpoint.kind === 'action' ? '[{"no":"input"}]' : '{}',
): Promise<Answer> {
  const userAgent = `matrix ${randomUUID()}`
  const path = endpoint.path.replace('[id]', '0198f000-0000-7000-8000-000000000000').replace('[n]', '1')
  const byToken = path.startsWith('/api/')
  const all = {
    'user-agent': userAgent,
    ...(caller.cookie !== null && { cookie: caller.cookie }),
    ...(byToken && caller.token !== null && { authorization: `Bearer ${caller.token}` }),
    ...(endpoint.method === 'POST' && { origin: desk.url, 'content-type': 'application/json' }),
    ...(endpoint.actionId !== null && {
      'next-action': endpoint.actionId,
      'content-type': 'text/plain;charset=UTF-8',
    }),
    ...headers,
  }
  const response = await fetch(desk.url + path, {
    method: endpoint.method,
    redirect: 'manual',
    headers: Object.entries(all).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
    ),
    ...(endpoint.method === 'POST' && { body }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: await response.text(),
    userAgentHash: createHash('sha256').update(userAgent).digest('hex'),
  }
}

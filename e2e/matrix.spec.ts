import postgres from 'postgres'
import { can } from '#lib/access/capabilities.ts'
import { systemActor } from '#lib/access/actor.ts'
import { type Answer, type Caller, createCaller, nobody, openSession, send } from './access/caller.ts'
import { type Endpoint, listActionExports, listEndpoints } from './access/endpoints.ts'
import { matrix, type Needs } from './access/matrix.ts'
import type { SharedDesk } from './desk/shared.ts'
import { expect, type Role, test } from './test.ts'

const roles = ['support', 'finance', 'manager', 'admin'] as const satisfies readonly Role[]
const needsOf = ({ name }: Endpoint): Needs => matrix[name] ?? 'nobody'

test('every page, handler and action has a row, and every row is one of them', () => {
  const rows = Object.keys(matrix).toSorted()
  expect(
    listEndpoints()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(rows)
  expect(listActionExports().filter((name) => !(name in matrix))).toEqual([])
})

test('every endpoint lets in who may and nobody else, and records whom it refused', async ({ desk }) => {
  test.setTimeout(120_000)
  const refused: { readonly what: string; readonly needs: string; readonly hash: string }[] = []
  const faults: string[] = []
  for (const caller of [nobody, ...(await createCallers(desk))]) {
    for (const endpoint of listEndpoints()) {
      // It ends the session that the others need.
      const own = endpoint.name.endsWith(' signOut') && caller.role !== null
      const cookie = own && caller.role !== null ? await openSession(desk, caller.role) : caller.cookie
      const answer = await send(desk, endpoint, { ...caller, cookie })
      const what = `${endpoint.name} for ${caller.role ?? 'nobody'}`
      const expected = expectedOf(needsOf(endpoint), caller)
      const found = judge(endpoint, answer)
      if (found !== expected) faults.push(`${what}: ${found} instead of ${expected} (${answer.status})`)
      if (expected === 'denied') refused.push({ what, needs: needsOf(endpoint), hash: answer.userAgentHash })
    }
  }
  expect(faults).toEqual([])

  const recorded = await readRefusals(desk)
  expect(refused.filter(({ hash, needs }) => recorded.get(hash) !== needs).map(({ what }) => what)).toEqual(
    [],
  )
  expect(refused.length).toBeGreaterThan(40)
})

test('nothing can be done from a page of another site', async ({ desk }) => {
  test.setTimeout(120_000)
  const faults: string[] = []
  const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  for (const caller of await createCallers(desk)) {
    for (const endpoint of listEndpoints()) {
      // A browser that is on another site has the session's cookie, at most, and no token.
      const answer = await send(desk, endpoint, { ...caller, token: null }, elsewhere)
      const what = `${endpoint.name} for ${caller.role}: ${answer.status}`
      for (const name of answer.headers.keys())
        if (name.startsWith('access-control-')) faults.push(`${what} ${name}`)
      if (endpoint.kind === 'action' && (answer.status < 400 || answer.body.includes('"ok"')))
        faults.push(what)
      // A description of the API is for everybody; following a link to a page is not doing anything.
      if (
        endpoint.kind === 'handler' &&
        needsOf(endpoint) !== 'nobody' &&
        ![401, 422].includes(answer.status)
      )
        faults.push(what)
    }
  }
  expect(faults).toEqual([])
})

const createCallers = (desk: SharedDesk) => Promise.all(roles.map((role) => createCaller(desk, role)))

type Verdict = 'let in' | 'denied' | 'signed out'

function expectedOf(needs: Needs, { role }: Caller): Verdict {
  if (needs === 'nobody') return 'let in'
  if (role === null) return 'signed out'
  if (needs === 'session') return 'let in'
  return can({ ...systemActor('matrix'), kind: 'user', role }, needs) ? 'let in' : 'denied'
}

function judge(endpoint: Endpoint, { status, headers, body }: Answer): Verdict | 'failed' {
  const needs = needsOf(endpoint)
  switch (endpoint.kind) {
    case 'page':
      // Of the steps of a sign-in, each leads to the one that is due, or on to the desk.
      if (status === 307 && needs === 'nobody') return 'let in'
      if (status === 307 && headers.get('location')?.startsWith('/sign-in')) return 'signed out'
      if (status !== 200 && status !== 404) return 'failed'
      return body.includes('Missing capability') && body.includes(needs) ? 'denied' : 'let in'
    case 'handler':
      if (status === 401) return 'signed out'
      if (status === 403) return JSON.parse(body).capability === needs ? 'denied' : 'failed'
      return status < 500 ? 'let in' : 'failed'
    case 'action':
      if (body.includes('"kind":"signed_out"')) return 'signed out'
      if (body.includes('"kind":"denied"')) return body.includes(`"${needs}"`) ? 'denied' : 'failed'
      return status < 400 ? 'let in' : 'failed'
  }
}

/** The capabilities that were missing, by the digest of the user agent that tried. */
async function readRefusals(desk: SharedDesk): Promise<ReadonlyMap<string, string>> {
  const sql = postgres(desk.databaseUrl, { max: 1 })
  const rows = await sql<{ canon: Buffer }[]>`select canon from audit.event where kind = 'access.denied'`
  await sql.end()
  return new Map(
    rows.map(({ canon }) => {
      const { user_agent_sha256: hash, details } = JSON.parse(canon.toString())
      return [String(hash), String(details.capability)] as const
    }),
  )
}

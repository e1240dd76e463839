import { createHook } from 'node:async_hooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { getDb, getSql } from '#db/client.ts'
import { systemActor } from './actor.ts'
import { createUser } from './create-user.ts'
import { findProblem } from './problem.ts'
import { findSession } from './session.ts'
import { signIn, signInLimits } from './sign-in.ts'
import { signOut } from './sign-out.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
process.env['TRUSTED_IP_HEADER'] = 'x-real-ip'

const password = 'correct horse battery'
const ann = 'ann@example.test'

/** Every hash of a password in this process: the library uses node:crypto's scrypt. */
let hashes = 0
const hook = createHook({
  init(_id, type) {
    if (type === 'SCRYPTREQUEST') hashes += 1
  },
})

beforeAll(async () => {
  for (const email of [ann, 'Bob@Example.test']) {
    const user = { email: email.toLowerCase(), name: email, role: 'support' as const, password }
    await createUser(systemActor('test'), user)
  }
  hook.enable()
})
afterAll(() => void hook.disable())
beforeEach(async () => {
  await getSql()`delete from rate_limit`
  await getSql()`delete from session`
  hashes = 0
})

const from = (headers: Record<string, string> = {}) => new Headers({ 'user-agent': 'test', ...headers })

async function attempt(email: string, given: string, headers = from()): Promise<string> {
  try {
    await signIn({ email, password: given }, headers)
    return 'ok'
  } catch (error) {
    const problem = findProblem(error)
    if (!problem) throw error
    return problem.kind
  }
}

async function signedInHeaders(email = ann) {
  const { setCookies, actor } = await signIn({ email, password }, from())
  return { actor, setCookies, headers: from({ cookie: (setCookies[0] ?? '').split(';')[0] ?? '' }) }
}

const lastEvents = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event where kind not like 'writer.%' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}

describe('a session', () => {
  it('opens with the right password, whatever the case of the address, and says who it is', async () => {
    const { actor, setCookies, headers } = await signedInHeaders('BOB@example.TEST')
    expect(actor).toMatchObject({ kind: 'user', role: 'support', name: 'Bob@Example.test' })
    expect(setCookies).toHaveLength(1)
    expect(setCookies[0]).toMatch(
      /^statusdesk_session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const open = await findSession(headers)
    expect(open?.actor).toEqual({ ...actor, requestId: expect.any(String) })
    const [event] = await lastEvents(1)
    expect(event).toMatchObject({ kind: 'sign_in.ok', actor_id: actor.id, session: actor.sessionHash })
    expect(JSON.stringify(event)).not.toContain('bob@')
  })

  it('ends at sign-out, for good', async () => {
    const { headers } = await signedInHeaders()
    const { setCookies } = await signOut(headers)
    expect(setCookies.join()).toMatch(/statusdesk_session=; Max-Age=0/)
    expect(await findSession(headers)).toBeNull()
    expect(await lastEvents(1)).toMatchObject([{ kind: 'sign_out', object_type: 'session' }])
  })

  it.each(['expires_at', 'last_seen_at'])('ends by %s', async (column) => {
    const { headers } = await signedInHeaders()
    const past = column === 'expires_at' ? '1 second' : '31 minutes'
    await getSql()`update session set ${getSql()(column)} = now() - ${past}::interval`
    expect(await findSession(headers)).toBeNull()
    expect(await getSql()`select 1 from session`).toHaveLength(0)
  })

  it('stays open while it is used, and no longer than twelve hours', async () => {
    const { headers } = await signedInHeaders()
    await getSql()`update session set last_seen_at = now() - interval '29 minutes'`
    expect(await findSession(headers)).not.toBeNull()
    const [row] = await getSql()<{ idle: number; left: number }[]>`
      select extract(epoch from now() - last_seen_at)::float idle, extract(epoch from expires_at - now())::float left
      from session`
    expect(row?.idle).toBeLessThan(5)
    expect(row?.left).toBeCloseTo(12 * 3600, -2)
  })

  it('is refused with a cookie that we did not sign', async () => {
    const { headers } = await signedInHeaders()
    const cookie = headers.get('cookie') ?? ''
    expect(await findSession(from({ cookie: `${cookie.slice(0, -8)}AAAAA%3D` }))).toBeNull()
    expect(await findSession(from({ cookie: cookie.split('.')[0] ?? '' }))).toBeNull()
    expect(await findSession(from())).toBeNull()
  })

  it('opens and ends without a transaction', async () => {
    const transaction = vi.spyOn(getDb(), 'transaction')
    const begin = vi.spyOn(getSql(), 'begin')
    const { headers } = await signedInHeaders()
    await findSession(headers)
    await signOut(headers)
    expect(transaction).not.toHaveBeenCalled()
    expect(begin).not.toHaveBeenCalled()
  })
})

describe('wrong credentials', () => {
  it('are answered alike and cost one hash, whoever they are for', async () => {
    expect(await attempt(ann, 'wrong')).toBe('wrong_credentials')
    expect(hashes).toBe(1)
    expect(await attempt('nobody@example.test', password)).toBe('wrong_credentials')
    expect(hashes).toBe(2)
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'sign_in.failed', result: 'failed', object_type: 'person', actor_kind: 'anonymous' },
      { kind: 'sign_in.failed', result: 'failed', object_type: null },
    ])
  })

  it.each([
    [{ email: 'no', password: '' }, ['email', 'password']],
    [{ email: ann }, ['password']],
    [{ email: ann, password: 'x'.repeat(129) }, ['password']],
    ['text', ['']],
  ])('%j names what is wrong', async (given, fields) => {
    const problem = await signIn(given, from()).catch(findProblem)
    expect(problem).toMatchObject({ kind: 'invalid' })
    expect(Object.keys((problem && 'fields' in problem && problem.fields) || {})).toEqual(fields)
    expect(hashes).toBe(0)
  })
})

describe('guessing', () => {
  it('ends after as many hashes as are allowed, however many try at once', async () => {
    const kinds = await Promise.all(Array.from({ length: 200 }, (_, n) => attempt(ann, `wrong ${n}`)))
    expect(kinds.filter((kind) => kind === 'wrong_credentials')).toHaveLength(signInLimits.email.limit)
    expect(kinds.filter((kind) => kind === 'limited')).toHaveLength(200 - signInLimits.email.limit)
    expect(hashes).toBe(signInLimits.email.limit)
    const recorded = (await lastEvents(200)).map(({ kind, result }) => `${kind} ${result}`)
    expect(recorded.filter((event) => event === 'sign_in.limited denied')).toHaveLength(190)
    expect(recorded.filter((event) => event === 'sign_in.failed failed')).toHaveLength(10)

    expect(await attempt(ann, password)).toBe('limited')
    expect(await attempt(ann.toUpperCase(), password)).toBe('limited')
    expect(await attempt('bob@example.test', password)).toBe('ok')

    await getSql()`update rate_limit set resets_at = now()`
    expect(await attempt(ann, password)).toBe('ok')
  })

  it('is not held against who signs in', async () => {
    for (let n = 0; n < signInLimits.email.limit + 5; n += 1) expect(await attempt(ann, password)).toBe('ok')
  })

  it('at many addresses ends for the IP it comes from', async () => {
    const ip = from({ 'x-real-ip': '192.0.2.7' })
    await attempt(ann, password, ip)
    await getSql()`update rate_limit set taken = ${signInLimits.ip.limit}`
    expect(await attempt('bob@example.test', password, ip)).toBe('limited')
    expect(await attempt('bob@example.test', password, from({ 'x-real-ip': '192.0.2.8' }))).toBe('ok')
    expect(await lastEvents(2)).toMatchObject([{ ip: '192.0.2.7' }, { ip: '192.0.2.8' }])
  })
})

import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from './actor.ts'
import { createToken, findTokenActor, listManagedTokens, listOpenTokensBy, revokeToken } from './api-token.ts'
import { createDemoUsers, demoPassword } from './demo.ts'
import { createUser } from './create-user.ts'
import { findProblem } from './problem.ts'
import { describeRequest } from './request.ts'
import { signIn } from './sign-in.ts'
import { findActorNames, listPeople } from './store.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

const system = systemActor('test')
const admin = { ...system, kind: 'cli', id: 'ada', role: 'admin' } as const
const origin = describeRequest(new Headers())
const find = (token: string) => findTokenActor(`Bearer ${token}`, origin)
const eventKinds = async () =>
  (
    await getSql()<
      { kind: string }[]
    >`select kind from audit.event where kind not in ('writer.start', 'event.void') order by id`
  ).map((row) => row.kind)

describe('a token', () => {
  it('speaks for its role and is kept only as a digest', async () => {
    const { id, token } = await createToken(admin, { name: 'Night job', role: 'finance' })
    expect(token).toMatch(/^sdk_[\w-]{43}$/)
    expect(await find(token)).toMatchObject({
      kind: 'token',
      id: `token:${id}`,
      role: 'finance',
      tokenId: id,
    })
    expect(await findTokenActor(`bearer ${token}`, origin)).not.toBeNull()
    const kept = await getSql()`select row_to_json(t)::text kept from api_token t`
    expect(JSON.stringify(kept)).not.toContain(token.slice(4, 20))
    expect(await eventKinds()).toEqual(['token.created'])
    expect(await findActorNames([`token:${id}`, 'nobody'])).toEqual(new Map([[`token:${id}`, 'Night job']]))
  })

  it.each(['', 'sdk_', `sdk_${'A'.repeat(43)}`, "sdk_' or 1=1 --", 'Basic abc'])(
    '%j opens nothing',
    async (token) => {
      expect(await find(token)).toBeNull()
      expect(await findTokenActor(token, origin)).toBeNull()
      expect(await findTokenActor(null, origin)).toBeNull()
    },
  )

  it('ends when it is revoked, once', async () => {
    const { id, token } = await createToken(admin, { name: 'Old job', role: 'support' })
    await revokeToken(admin, id)
    expect(await find(token)).toBeNull()
    expect(await revokeToken(admin, id).catch(findProblem)).toMatchObject({ kind: 'conflict' })
    expect(await revokeToken(admin, 'x').catch(findProblem)).toMatchObject({ kind: 'not_found' })
    expect((await eventKinds()).filter((kind) => kind === 'token.revoked')).toHaveLength(1)
    expect((await listManagedTokens(admin))[0]).toMatchObject({ id, state: 'revoked', createdByName: 'ada' })
  })

  it('is told of whoever made it, as long as it works', async () => {
    const maker = { ...admin, id: 'maker' }
    const { id } = await createToken(maker, { name: 'Kept', role: 'finance' })
    const { id: ended } = await createToken(maker, { name: 'Revoked', role: 'finance' })
    await createToken(maker, { name: 'Expired', role: 'finance', expiresAt: new Date(Date.now() - 1) })
    await revokeToken(admin, ended)
    expect((await listOpenTokensBy(admin, 'maker')).map((token) => token.id)).toEqual([id])
    await revokeToken(admin, id)
    expect(await listOpenTokensBy(admin, 'maker')).toEqual([])
  })

  it('ends when it expires', async () => {
    const expiresAt = new Date(Date.now() + 60_000)
    const { id, token } = await createToken(admin, { name: 'Brief', role: 'support', expiresAt })
    expect(await find(token)).not.toBeNull()
    const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
    await owner`update api_token set expires_at = now() where id = ${id}`
    await owner.end()
    expect(await find(token)).toBeNull()
  })

  it('notes its use at most once a minute', async () => {
    const { id, token } = await createToken(admin, { name: 'Busy', role: 'support' })
    const lastUse = async () =>
      (await getSql()`select last_used_at::text at from api_token where id = ${id}`)[0]?.at
    expect(await lastUse()).toBeNull()
    await find(token)
    const first = await lastUse()
    await find(token)
    expect(await lastUse()).toBe(first)
    await getSql()`update api_token set last_used_at = now() - interval '61 seconds' where id = ${id}`
    await find(token)
    expect(new Date(await lastUse()).getTime()).toBeGreaterThan(Date.now() - 5000)
  })

  it('is not made by who manages no tokens', async () => {
    const manager = { ...admin, kind: 'user', role: 'manager' } as const
    const given = { name: 'x', role: 'admin' } as const
    expect(await listManagedTokens(manager).catch(findProblem)).toMatchObject({ kind: 'denied' })
    expect(await createToken(manager, given).catch(findProblem)).toMatchObject({ kind: 'denied' })
    expect(
      await createUser(manager, { ...given, email: 'x@example.test', password: 'x' }).catch(findProblem),
    ).toMatchObject({ capability: 'person.manage' })
  })
})

describe('a person', () => {
  it('is added once, with the event', async () => {
    const user = {
      email: 'eve@example.test',
      name: 'Eve',
      role: 'manager',
      password: 'long enough here',
    } as const
    const before = (await eventKinds()).length
    const created = await Promise.allSettled([createUser(admin, user), createUser(admin, user)])
    expect(created.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await createUser(admin, user).catch(findProblem)).toMatchObject({ kind: 'conflict' })
    expect((await eventKinds()).slice(before)).toEqual(['user.created'])
    expect(await getSql()`select password from account`).toEqual([
      { password: expect.stringMatching(/^[0-9a-f]{32}:/) },
    ])
  })

  it('of the demo can sign in, however often the demo is started', async () => {
    const first = await createDemoUsers()
    expect(await createDemoUsers()).toEqual(first)
    expect(first.map(({ email, role }) => [email, role])).toEqual([
      ['support@demo.test', 'support'],
      ['finance@demo.test', 'finance'],
      ['manager@demo.test', 'manager'],
      ['admin@demo.test', 'admin'],
    ])
    const given = { email: 'manager@demo.test', password: demoPassword }
    expect((await signIn(given, new Headers())).actor.role).toBe('manager')
    expect(await listPeople()).toHaveLength(5)
  })
})

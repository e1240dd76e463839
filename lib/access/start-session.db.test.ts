import { beforeAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from './actor.ts'
import { createUser } from './create-user.ts'
import { disable } from './people-store.ts'
import { findProblem } from './problem.ts'
import { findSession } from './session.ts'
import { startSession } from './start-session.ts'
import type { Person } from './store.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
process.env['TRUSTED_IP_HEADER'] = 'x-real-ip'

const system = systemActor('test')
const from = new Headers({ 'user-agent': 'test', 'x-real-ip': '192.0.2.9', 'x-forwarded-for': '203.0.113.1' })
let ann: Person

beforeAll(async () => {
  const user = { email: 'ann@example.test', name: 'Ann', role: 'support' as const }
  ann = await createUser(system, { ...user, password: 'correct horse battery' })
})

const lastEvent = async () => {
  const [row] = await getSql()<{ canon: Buffer }[]>`select canon from audit.event order by id desc limit 1`
  return JSON.parse(row?.canon.toString() ?? '{}')
}

it('opens a session that says by what and from where it was opened', async () => {
  const { actor, token, setCookies } = await startSession(ann, 'provider', from)
  const cookie = setCookies[0]?.split(';')[0] ?? ''
  expect(await findSession(new Headers({ cookie }))).toMatchObject({ token, actor: { id: ann.id } })
  const rows = await getSql()`select method, ip_address, user_agent from session where token = ${token}`
  expect(rows).toEqual([{ method: 'provider', ip_address: '192.0.2.9', user_agent: 'test' }])
  expect(await lastEvent()).toMatchObject({
    kind: 'sign_in.ok',
    session: actor.sessionHash,
    ip: '192.0.2.9',
    details: { method: 'provider' },
  })
})

it('opens none for who is disabled', async () => {
  await getSql()`delete from session`
  const event = composeEvent(system, { kind: 'user.disabled', personId: ann.id })
  await writeEvent(event, () => disable(ann.id, event))
  expect(await startSession(ann, 'passkey', from).catch(findProblem)).toMatchObject({
    kind: 'wrong_credentials',
  })
  expect(await getSql()`select 1 from session`).toHaveLength(0)
  expect(await lastEvent()).toMatchObject({ kind: 'sign_in.disabled', object_id: ann.id })
})

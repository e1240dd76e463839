import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { copyPayload } from './copy.ts'
import { findExchange } from './evidence.ts'
import { actorOf, openTestDesk } from './testing/desk.ts'
import { ask } from './ask.ts'

const support = actorOf('support')
let desk: Awaited<ReturnType<typeof openTestDesk>>
let id = ''

beforeAll(async () => {
  desk = await openTestDesk()
  const input = { playerId: 'p1', transactionId: 'f0fc7fd9d4ea4d1297a9a6a6fd1638ed' }
  const questions = [{ connection: 'gr8-demo', input }]
  const asked = await ask(support, { questions, reason: null, origin: 'desk' })
  await asked.settled
  id = asked.lookups[0]?.id ?? ''
})
afterAll(() => desk.close())

it('records who got which bytes of whose transaction, and how', async () => {
  await findExchange(support, id, 1, 'download')
  await copyPayload(support, id, 1, 'curl')
  const rows = await getSql()<{ kind: string; playerId: string; canon: string }[]>`
    select kind, player_id as "playerId", convert_from(canon, 'UTF8') as canon
    from audit.event where kind like 'payload.%' order by id`
  expect(rows.map(({ kind, playerId }) => [kind, playerId])).toEqual([
    ['payload.opened', 'p1'],
    ['payload.copied', 'p1'],
  ])
  expect(JSON.parse(rows[0]?.canon ?? '')).toMatchObject({
    actor_id: 'test-support',
    object_id: id,
    details: { connection_id: 'gr8-demo', exchange: '1', way: 'download' },
  })
})

it('gives nothing that could not be recorded', async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  await owner`create function fail() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`
  await owner`create trigger fail before insert on audit.event for each row execute function fail()`
  await owner.end()
  await expect(findExchange(support, id, 1, 'page')).rejects.toThrow('disk full')
  await expect(copyPayload(support, id, 1, 'reply')).rejects.toThrow('disk full')
})

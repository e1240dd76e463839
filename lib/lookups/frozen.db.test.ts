import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { openOwnServer } from '#db/testing/own-server.ts'
import { settle } from '#lib/access/perform.ts'
import { ask } from './ask.ts'
import { listLookups } from './list.ts'
import { findLookup } from './read.ts'
import { actorOf, eventKinds, openTestDesk } from './testing/desk.ts'

const support = actorOf('support')
const server = await openOwnServer()
process.env['DATABASE_URL'] = server.url
const desk = await openTestDesk()

afterAll(async () => {
  server.thaw()
  await desk.close()
  await getSql().end({ timeout: 1 })
  await server.close()
})

const question = (transactionId: string) => ({
  questions: [{ connection: 'gr8-demo', input: { playerId: 'p', transactionId } }],
  reason: null,
  origin: 'desk' as const,
})

it('Postgres frozen in mid-call: everybody is told within seconds, nothing is lost, and nothing is there twice', async () => {
  const asked = await ask(support, question('sc-slow1-frozen'))
  const id = asked.lookups[0]?.id ?? ''
  await sleep(300)
  server.freeze()
  const frozenAt = performance.now()
  // An action and two pages; more of them than there are connections.
  const doings = [
    () => ask(support, question('sc-ok-while-frozen')),
    () => findLookup(support, id),
    ...Array.from({ length: 12 }, () => () => listLookups(support, {}, 50)),
  ]
  const told = await Promise.all(doings.map((run) => settle<unknown>(run)))
  expect(performance.now() - frozenAt).toBeLessThan(10_000)
  const away = { ok: false, problem: expect.objectContaining({ kind: 'unavailable' }) }
  expect(told).toEqual(told.map(() => away))

  server.thaw()
  const awakeAt = performance.now()
  await asked.settled
  expect(await findLookup(support, id)).toMatchObject({ outcome: 'answered', status: 'succeeded' })
  expect(performance.now() - awakeAt).toBeLessThan(5_000)
  // What waited at the frozen server has been done by now.
  await sleep(500)
  expect(await eventKinds(id)).toEqual(['lookup.intent', 'lookup.outcome'])
  expect(await getSql()`select late from lookup_outcome where lookup_id = ${id}`).toEqual([{ late: false }])
  // The question that could not be recorded was sent to nobody, and stands whole or not at all.
  expect(await desk.calls()).toHaveLength(1)
  const [row] = await getSql()<{ lookups: number; intents: number }[]>`
    select (select count(*)::int from lookup) as lookups,
      (select count(*)::int from audit.event where kind = 'lookup.intent') as intents`
  expect(row?.intents).toBe(row?.lookups)

  const again = await ask(support, question('f0fc7fd9d4ea4d1297a9a6a6fd1638ed'))
  await again.settled
  expect(await findLookup(support, again.lookups[0]?.id ?? '')).toMatchObject({ outcome: 'answered' })
}, 60_000)

it('a statement that takes too long is called that, and not a database that is away', async () => {
  const told = await settle(() => getSql()`select pg_sleep(20)`)
  expect(told).toMatchObject({
    ok: false,
    problem: { kind: 'unavailable', message: expect.stringContaining('took too long') },
  })
}, 30_000)

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { ask } from './ask.ts'
import { findLookup } from './read.ts'
import { actorOf, eventKinds, openTestDesk } from './testing/desk.ts'

const support = actorOf('support')
const directory = await mkdtemp(join(tmpdir(), 'statusdesk-outage-'))
await chmod(directory, 0o755)
let server = await startEmbeddedPostgres(join(directory, 'postgres'))
await migrate(server.url)
process.env['DATABASE_URL'] = server.url
const desk = await openTestDesk()

afterAll(async () => {
  await desk.close()
  await getSql().end({ timeout: 1 })
  await server.stop()
  await rm(directory, { recursive: true, force: true })
})

const question = (transactionId: string) => ({
  questions: [{ connection: 'gr8-demo', input: { playerId: 'p', transactionId } }],
  reason: null,
  origin: 'desk' as const,
})

it('Postgres stopped in mid-call: nothing is shown, nothing is lost, and service is back by itself', async () => {
  const asked = await ask(support, question('sc-slow1-outage'))
  const id = asked.lookups[0]?.id ?? ''
  await sleep(300)
  const { port } = server
  await server.stop('immediate')
  await expect(findLookup(support, id)).rejects.toThrow()
  await expect(ask(support, question('string'))).rejects.toThrow()
  // The answer arrives while there is nowhere to put it.
  await sleep(1_500)

  server = await startEmbeddedPostgres(join(directory, 'postgres'), { port })
  const backAt = performance.now()
  await asked.settled
  expect(await findLookup(support, id)).toMatchObject({ outcome: 'answered', status: 'succeeded' })
  expect(performance.now() - backAt).toBeLessThan(5_000)
  expect(await eventKinds(id)).toEqual(['lookup.intent', 'lookup.outcome'])
  const again = await ask(support, question('f0fc7fd9d4ea4d1297a9a6a6fd1638ed'))
  await again.settled
  expect(await findLookup(support, again.lookups[0]?.id ?? '')).toMatchObject({ outcome: 'answered' })
})

it('back-ends terminated under load leave nothing half-done', async () => {
  const killer = postgres(server.url, { max: 1 })
  let running = true
  const killing = (async () => {
    while (running) {
      await killer`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'statusdesk' and pid <> pg_backend_pid()`
      await sleep(30)
    }
  })()
  const acknowledged: string[] = []
  for (let round = 0; round < 6; round += 1) {
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => ask(support, question(`load-${round}-${index}`))),
    )
    for (const one of asked) {
      if (one.status !== 'fulfilled') continue
      acknowledged.push(...one.value.lookups.map(({ id }) => id))
      void one.value.settled
    }
  }
  running = false
  await killing
  expect(acknowledged.length).toBeGreaterThan(0)
  const count = async () => {
    const [row] = await killer<
      { lookups: number; answered: number; intents: number; outcomes: number; lost: number }[]
    >`
      select (select count(*)::int from lookup) as lookups,
        (select count(*)::int from lookup_outcome) as answered,
        (select count(*)::int from audit.event where kind = 'lookup.intent') as intents,
        (select count(*)::int from audit.event where kind in ('lookup.outcome', 'lookup.late')) as outcomes,
        (select count(*)::int from unnest(${arrayLiteral(acknowledged)}::uuid[]) as a (id)
           where not exists (select from lookup_outcome o where o.lookup_id = a.id and not o.late)) as lost`
    return row
  }
  await expect.poll(async () => (await count())?.lost, { timeout: 15_000 }).toBe(0)
  const found = await count()
  expect(found?.intents).toBe(found?.lookups)
  expect(found?.outcomes).toBe(found?.answered)
  await killer.end()
}, 60_000)

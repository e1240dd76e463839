import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { isDatabaseAway } from './away.ts'
import { openLastingPool } from './lasting-pool.ts'
import { openOwnServer } from './testing/own-server.ts'

const limitMs = 1_500
const server = await openOwnServer()
const owner = postgres(server.url, { max: 1, onnotice: () => {} })
await owner`create table kept (name text primary key)`
const open = () =>
  postgres(server.url, {
    max: 2,
    connect_timeout: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { statement_timeout: 1_000 },
  })
const sql = openLastingPool(open, limitMs)
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await owner.end({ timeout: 1 })
  await server.close()
})

it('does what the driver does, fragments and listening too', async () => {
  const some = sql`where name = ${'a'}`
  expect(await sql`select name from kept ${some}`).toEqual([])
  expect(await sql.unsafe('select 1 as one').values()).toEqual([[1]])
  const heard: string[] = []
  await sql.listen('said', (text) => heard.push(text))
  await sql`select pg_notify('said', 'hello')`
  await expect.poll(() => heard).toEqual(['hello'])
})

it('fails each statement of a frozen server in time, and serves at once when it wakes up', async () => {
  await Promise.all([sql`select 1`, sql`select 2`])
  server.freeze()
  const beganAt = performance.now()
  const names = Array.from({ length: 30 }, (_, n) => `frozen-${n}`)
  const tries = await Promise.allSettled(names.map((name) => sql`insert into kept values (${name})`))
  const tookMs = performance.now() - beganAt
  server.thaw()
  expect(tries.filter((one) => one.status === 'rejected' && isDatabaseAway(one.reason))).toHaveLength(30)
  expect(tookMs).toBeLessThan(limitMs + 1_000)
  const awakeAt = performance.now()
  await sql`insert into kept values ('awake')`
  expect(performance.now() - awakeAt).toBeLessThan(1_000)
  await sleep(limitMs)
  // What had been sent may stand, once; what had not been sent was taken back.
  const stood = await sql`select name from kept where name like 'frozen-%'`
  expect(stood.length).toBeLessThanOrEqual(4)
})

it('serves soon after its server was killed under load, time and again', async () => {
  for (let round = 0; round < 3; round += 1) {
    let running = true
    const loading = Array.from({ length: 20 }, async (_, n) => {
      for (let nth = 0; running; nth += 1) await sql`select ${`${n}-${nth}`}::text`.catch(() => sleep(1))
    })
    await sleep(200)
    await server.kill()
    await sleep(100)
    await server.startAgain()
    const backAt = performance.now()
    await expect.poll(() => sql`select 1 as one`.catch(() => null), { timeout: 10_000 }).toEqual([{ one: 1 }])
    const served = await Promise.all(Array.from({ length: 40 }, () => sql`select 1 as one`))
    expect(served).toHaveLength(40)
    expect(performance.now() - backAt).toBeLessThan(3_000)
    running = false
    await Promise.all(loading)
  }
}, 60_000)

it('stops a statement that takes too long at the server, and keeps the connection', async () => {
  const before = await sql`select pg_backend_pid() as pid`
  await expect(sql`select pg_sleep(20)`).rejects.toThrow('statement timeout')
  expect(await sql`select pg_backend_pid() as pid`).toEqual(before)
})

it('has its listener back after the server was killed', async () => {
  const heard: string[] = []
  await sql.listen('again', (text) => heard.push(text))
  await server.kill()
  await server.startAgain()
  await expect
    .poll(
      async () => {
        await sql`select pg_notify('again', 'back')`.catch(() => null)
        return heard.length
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0)
})

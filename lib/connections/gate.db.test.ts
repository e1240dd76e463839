import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import type { Lease, Target } from '#lib/http/target.ts'
import { openGate } from './gate.ts'

// Pools of their own stand for processes: a gate shares nothing but the database.
const pools = [0, 1, 2].map(() => postgres(process.env['DATABASE_URL'] ?? '', { max: 5, onnotice: () => {} }))
const gates = pools.map((sql) => openGate(sql))
afterAll(() => Promise.all(pools.map((sql) => sql.end())))

const target = (id: string, concurrency: number, requestsPerSecond: number): Target => ({
  connectionId: id,
  origins: ['http://127.0.0.1:1'],
  production: false,
  allowAddresses: [],
  certificateAuthority: null,
  limits: {
    timeoutMs: 10_000,
    concurrency,
    requestsPerSecond,
    maxResponseBytes: 1_024,
    breaker: { failures: 20, share: 0.5, windowMs: 30_000, probeMs: 10_000 },
  },
})
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000)

it('lets no more in at once than the limit, over three processes', async () => {
  let inside = 0
  let most = 0
  const worker = async (index: number) => {
    for (let call = 0; call < 8; call += 1) {
      const lease = await gates[index % 3]?.enter(target('busy', 4, 100_000), inSeconds(20))
      if (!lease) throw new Error('Not let in.')
      inside += 1
      most = Math.max(most, inside)
      await sleep(5)
      inside -= 1
      lease.leave()
    }
  }
  await Promise.all(Array.from({ length: 12 }, (_, index) => worker(index)))
  expect(most).toBe(4)
})

it('spaces calls so that no second holds more than the limit and two, over three processes', async () => {
  const at: number[] = []
  const worker = async (index: number) => {
    for (let call = 0; call < 10; call += 1) {
      const lease = await gates[index % 3]?.enter(target('paced', 50, 50), inSeconds(20))
      if (!lease) throw new Error('Not let in.')
      at.push(performance.now())
      lease.leave()
    }
  }
  await Promise.all(Array.from({ length: 12 }, (_, index) => worker(index)))
  const busiest = Math.max(
    ...at.map((start) => at.filter((time) => time >= start && time < start + 1_000).length),
  )
  expect(busiest).toBeLessThanOrEqual(52)
  expect(Math.max(...at) - Math.min(...at)).toBeGreaterThan(2_000)
})

it('gives null at the deadline, and the place of a dead holder to the next', async () => {
  const one = target('dead', 1, 100_000)
  const holder: Lease | null | undefined = await gates[0]?.enter(one, new Date(Date.now() - 4_700 + 100))
  expect(holder ?? (await gates[0]?.enter(one, inSeconds(0.2)))).not.toBeNull()
  expect(await gates[1]?.enter(one, inSeconds(0.1))).toBeNull()
  expect(await gates[2]?.enter(one, inSeconds(10))).not.toBeNull()
})

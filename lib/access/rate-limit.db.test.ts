import { expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { dropTokens, returnToken, takeToken } from './rate-limit.ts'

const rule = { limit: 5, windowMs: 60_000 }

it('allows exactly the limit, however many come at once', async () => {
  const taken = await Promise.all(Array.from({ length: 300 }, () => takeToken('many', rule)))
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5)
  expect(
    taken
      .map(({ remaining }) => remaining)
      .toSorted()
      .slice(-5),
  ).toEqual([0, 1, 2, 3, 4])
  expect(new Set(taken.map(({ resetAt }) => resetAt.getTime())).size).toBe(1)
})

it('counts keys apart, gives tries back and forgets', async () => {
  await takeToken('a', rule)
  expect(await takeToken('b', rule)).toMatchObject({ allowed: true, limit: 5, remaining: 4 })
  await returnToken('b')
  expect(await takeToken('b', rule)).toMatchObject({ remaining: 4 })
  await dropTokens('b')
  expect(await takeToken('b', rule)).toMatchObject({ remaining: 4 })
  expect(await takeToken('a', rule)).toMatchObject({ remaining: 3 })
})

it('starts a new window when the old one is over', async () => {
  const brief = { limit: 1, windowMs: 200 }
  const first = await takeToken('brief', brief)
  expect(Math.abs(first.resetAt.getTime() - Date.now() - 200)).toBeLessThan(150)
  expect((await takeToken('brief', brief)).allowed).toBe(false)
  await getSql()`select pg_sleep(0.25)`
  expect((await takeToken('brief', brief)).allowed).toBe(true)
})

it('drops windows that are over, so that made-up keys do not pile up', async () => {
  for (let n = 0; n < 50; n += 1) await takeToken(`made up ${n}`, { limit: 1, windowMs: 1 })
  for (let n = 0; n < 30; n += 1) await takeToken('another', rule)
  expect(await getSql()`select key from rate_limit where key like 'made up%'`).toHaveLength(0)
})

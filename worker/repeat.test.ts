import { expect, test } from 'vitest'
import { repeat } from './repeat.ts'

test('a loop goes on after failures and ends when it is told to', async () => {
  const stopping = new AbortController()
  let times = 0
  const work = async () => {
    times += 1
    if (times < 3) throw new Error('away')
    if (times === 5) stopping.abort()
  }
  await repeat('test', 1, work, stopping.signal)
  expect(times).toBe(5)
})

test('it ends without waiting for its next turn', async () => {
  const stopping = new AbortController()
  const loop = repeat('test', 60_000, async () => {}, stopping.signal)
  setTimeout(() => stopping.abort(), 20)
  await expect(loop).resolves.toBeUndefined()
})

import { expect, it } from 'vitest'
import { Feed } from './batches.ts'

it('gives things in order, and again from where it stands', async () => {
  const there = [1, 2, 5, 6]
  const feed = new Feed<number>(async (after) => there.filter((one) => one > (after ?? 0)).slice(0, 2))
  const next = async () => {
    const one = await feed.peek()
    feed.skip()
    return one
  }
  expect([await next(), await next(), await feed.peek()]).toEqual([1, 2, 5])
  there.splice(2, 0, 3, 4)
  expect(feed.ready()).toBe(5)
  expect(await feed.peekAgain()).toBe(3)
  expect([await next(), await next(), await next(), await next(), await next()]).toEqual([3, 4, 5, 6, null])
  there.push(7)
  expect(await feed.peekAgain()).toBe(7)
})

it('gives the first again as long as none was stepped over', async () => {
  const there = [2]
  const feed = new Feed<number>(async (after) => there.filter((one) => one > (after ?? 0)))
  expect(await feed.peek()).toBe(2)
  there.unshift(1)
  expect(await feed.peekAgain()).toBe(1)
})

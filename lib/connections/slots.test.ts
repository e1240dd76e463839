import { expect, it } from 'vitest'
import { Slots } from './slots.ts'

const block = (slots: number) => ({ slotMs: 0, slots, nowMs: 0, cameMs: 0 })

it('lets a slot go that was missed', () => {
  const slots = new Slots(50)
  slots.add(block(8))
  expect(slots.left(0)).toBe(8)
  // Slots are 20 ms apart, and each may be used 30 ms late.
  expect(slots.left(31)).toBe(7)
  expect(slots.next(10_000)).toBeNull()
})

it('keeps one missed slot in 500 of a second, however many there were', () => {
  const slots = new Slots(5_000)
  slots.add(block(100))
  expect(slots.left(10_000)).toBe(10)
  for (let used = 0; used < 10; used += 1) {
    expect(slots.next(10_000)).toBe(0)
    slots.take()
  }
  expect(slots.next(10_000)).toBeNull()
})

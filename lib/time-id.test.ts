import { expect, it } from 'vitest'
import { firstTimeId, newTimeId } from './time-id.ts'

it('makes UUIDs of version 7 that order by time', () => {
  const early = newTimeId(new Date('2026-11-20T14:02:07.118Z'))
  const late = newTimeId(new Date('2026-11-20T14:02:07.119Z'))
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
  expect(firstTimeId(new Date('2026-11-20T14:02:07.118Z')) <= early).toBe(true)
  expect(firstTimeId(new Date('2026-11-20T14:02:07.119Z')) > early).toBe(true)
})

it('keeps the order in which ids of one millisecond are made', () => {
  const at = new Date('2026-11-20T14:02:07.120Z')
  const made = Array.from({ length: 2_000 }, () => newTimeId(at))
  expect(made.toSorted()).toEqual(made)
  expect(made.every((id) => id >= firstTimeId(at))).toBe(true)
  expect(new Set(made.map((id) => id.slice(19))).size).toBe(made.length)
})

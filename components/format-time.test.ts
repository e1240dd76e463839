import { expect, test } from 'vitest'
import { formatAge, formatMoment, isZone } from './format-time.ts'

const moment = new Date('2026-11-20T23:02:07.118Z')

test('always names the zone', () => {
  expect(formatMoment(moment, 'UTC')).toBe('2026-11-20 23:02:07 UTC')
  expect(formatMoment(moment, 'UTC', 'millisecond')).toBe('2026-11-20 23:02:07.118 UTC')
  expect(formatMoment(moment, 'Europe/Berlin')).toBe('2026-11-21 00:02:07 GMT+1')
  expect(formatMoment(new Date('2026-11-20T00:00:00Z'), 'UTC')).toBe('2026-11-20 00:00:00 UTC')
})

test.each([
  [0, 'now'],
  [4_999, 'now'],
  [59_000, '59 s ago'],
  [60_000, '1 min ago'],
  [3 * 3_600_000 + 59 * 60_000, '3 h ago'],
  [50 * 3_600_000, '2 d ago'],
  [-2 * 3_600_000, 'in 2 h'],
])('%i ms is %s', (ms, age) => {
  expect(formatAge(moment, new Date(moment.getTime() + ms))).toBe(age)
})

test('knows a zone from a guess', () => {
  expect(isZone('Asia/Kolkata')).toBe(true)
  expect(isZone('Mars/Olympus')).toBe(false)
  expect(isZone('')).toBe(false)
})

import { expect, it } from 'vitest'
import { ProblemError } from '#lib/access/problem.ts'
import { readFilter } from './read-filter.ts'

it.each([
  ['2026-11-01', 'UTC', '2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'],
  // Clocks went back on 25 October 2026: the day had 25 hours.
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['2026-11-01', 'Asia/Kathmandu', '2026-10-31T18:15:00.000Z', '2026-11-01T18:15:00.000Z'],
])('reads the day %s in %s as the whole of it', (day, zone, from, to) => {
  expect(readFilter({ from: day, to: day }, zone)).toEqual({ from, to })
})

it.each([
  ['2026-11-01T14:00', '2026-11-01T13:00:00.000Z'],
  ['2026-11-01T14:00:30', '2026-11-01T13:00:30.000Z'],
  ['2026-11-01T14:00Z', '2026-11-01T14:00:00.000Z'],
  ['2026-11-01T14:00:00.250-03:00', '2026-11-01T17:00:00.250Z'],
])('reads the time %s in Berlin', (from, at) => {
  expect(readFilter({ from }, 'Europe/Berlin')).toEqual({ from: at })
})

it('leaves out what is empty, and the row that is looked at', () => {
  expect(readFilter({ status: '', peek: 'x', playerId: '7' }, 'UTC')).toEqual({ playerId: '7' })
})

it.each([
  [{ from: 'yesterday' }, 'from must be a day such as 2026-11-01, or a time such as 2026-11-01T14:00.'],
  [{ to: '2026-02-30' }, 'to must be a day such as 2026-11-01, or a time such as 2026-11-01T14:00.'],
  [{ status: ['pending', 'failed'] }, /^status must be one of pending, succeeded/],
  [{ playerId: ['1', '2'] }, 'playerId must stand once.'],
  [{ colour: 'red' }, /^There is no filter “colour”; there are connection, status/],
  [
    { request: '7', cursor: '7' },
    'request must be the id of a request; cursor is not a cursor of this list.',
  ],
])('refuses %o in words', (params, message) => {
  expect(() => readFilter(params, 'UTC')).toThrow(ProblemError)
  expect(() => readFilter(params, 'UTC')).toThrow(message)
})

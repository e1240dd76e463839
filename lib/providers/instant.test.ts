import { expect, it } from 'vitest'
import { instantOfEpochMs, instantOfIso } from './instant.ts'

it.each([
  ['2024-09-18T14:13:04.088Z', '2024-09-18T14:13:04.088Z'],
  ['2024-09-18T14:13:04.088123Z', '2024-09-18T14:13:04.088123Z'],
  ['2024-09-18T16:13:04.1+02:00', '2024-09-18T14:13:04.100Z'],
  ['2024-01-01T00:30-01:30', '2024-01-01T02:00:00.000Z'],
])('reads %s', (text, at) => {
  expect(instantOfIso(text)).toBe(at)
})

it.each([
  '2024-02-30T00:00:00Z',
  '2024-09-18T14:13:04',
  '2024-09-18',
  '2024-09-18T25:00:00Z',
  '2024-09-18T14:13:04+99:00',
  '0001-01-01T00:00:00+01:00',
  'yesterday',
])('does not take %s for an instant', (text) => {
  expect(instantOfIso(text)).toBeNull()
})

it.each([
  ['42', '1970-01-01T00:00:00.042Z'],
  ['1726668784088', '2024-09-18T14:13:04.088Z'],
  ['1726668784088.0', '2024-09-18T14:13:04.088Z'],
  ['1.7e12', '2023-11-14T22:13:20.000Z'],
  ['-1', '1969-12-31T23:59:59.999Z'],
  ['253402300799999', '9999-12-31T23:59:59.999Z'],
])('reads %s epoch milliseconds', (digits, at) => {
  expect(instantOfEpochMs(digits)).toBe(at)
})

it.each([
  '253402300800000',
  '9007199254740993',
  '42.5',
  '42.00000000000000000001',
  '1e999',
  '18446744073709551615',
])('has no instant for %s', (digits) => {
  expect(instantOfEpochMs(digits)).toBeNull()
})

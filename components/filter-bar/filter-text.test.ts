import { expect, test } from 'vitest'
import { type FilterField, formatFilterText, parseFilterText } from './filter-text.ts'

const fields: readonly FilterField[] = [
  { param: 'status', word: 'status', label: 'Status', values: [{ value: 'pending', label: 'Pending' }] },
  { param: 'transactionId', word: 'transaction', label: 'Transaction' },
  { param: 'playerId', word: 'player', label: 'Player' },
  { param: 'reason', word: 'reason', also: ['case'], label: 'Reason or case' },
]
const parse = (text: string) => parseFilterText(text, fields, 'transactionId')

test('reads words, bare ids and quotes, and writes them back in one order', () => {
  const parsed = parse('player:"a b" urn-7:x STATUS:pending')
  expect(parsed).toEqual({
    ok: true,
    filters: { playerId: 'a b', transactionId: 'urn-7:x', status: 'pending' },
  })
  expect(parsed.ok && formatFilterText(parsed.filters, fields)).toBe(
    'status:pending transaction:urn-7:x player:"a b"',
  )
  expect(parse('case:"ticket 7"')).toEqual({ ok: true, filters: { reason: 'ticket 7' } })
  expect(parse('  ')).toEqual({ ok: true, filters: {} })
})

test.each([
  ['nope:1', /no filter “nope”/],
  ['status:', /lacks a value/],
  ['status:gone', /cannot be “gone”.*pending/],
  ['tx-1 tx-2', /stands twice/],
  ['-status:pending', /Excluding is not possible yet/],
])('refuses %s', (text, problem) => {
  expect(parse(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})

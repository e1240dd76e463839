import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import type { EventValue } from './describe.ts'

it('sorts by UTF-16 code units and escapes as RFC 8785, section 3.2.3, shows', () => {
  const value = {
    '\u20ac': 'Euro',
    '\r': 'CR',
    '\ufb33': 'Dalet',
    '1': 'One',
    '\ud83d\ude00': 'Smile',
    ö: 'o',
  }
  expect(canonicalJson(value)).toBe(
    '{"\\r":"CR","1":"One","ö":"o","€":"Euro","\ud83d\ude00":"Smile","\ufb33":"Dalet"}',
  )
  expect(canonicalJson({ a: '\u20ac$\u000f\nA\'B"\\' })).toBe('{"a":"€$\\u000f\\nA\'B\\"\\\\"}')
})

it('reads back as what was written, whatever the order of the members', () => {
  const value = fc.letrec<{ value: EventValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.string(),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), tie('value')),
    ),
  })).value
  fc.assert(
    fc.property(value, (given) => {
      const text = canonicalJson(given)
      expect(JSON.parse(text)).toEqual(given)
      expect(canonicalJson(reversed(given))).toBe(text)
    }),
  )
})

function reversed(value: EventValue): EventValue {
  if (value === null || typeof value === 'string' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  )
}

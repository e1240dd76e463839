import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storableText } from './storable.ts'

it('replaces what Postgres and canonical JSON cannot hold', () => {
  expect(storableText('a\0b\uD800c\uDC00')).toBe('a\u2400b\uFFFDc\uFFFD')
  expect(storableText('😀 e\u0301')).toBe('😀 e\u0301')
})

it('cuts, also through the middle of a pair', () => {
  expect(storableText('abcdef', 4)).toBe('abc…')
  expect(storableText('abcd', 4)).toBe('abcd')
  expect(storableText('ab😀cd', 4)).toBe('ab\uFFFD…')
})

it('gives well-formed text within the length for any input', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
      const stored = storableText(text, longest)
      return stored.isWellFormed() && !stored.includes('\0') && stored.length <= longest
    }),
  )
})

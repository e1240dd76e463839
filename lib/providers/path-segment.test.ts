import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseInput } from './input.ts'
import { encodePathSegment, isDotSegment } from './path-segment.ts'

it('is one segment that every URL parser leaves alone and decodes to the same text', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((given) => !isDotSegment(given))
  fc.assert(
    fc.property(
      fc.oneof(text, fc.constantFrom('a/../b', '../x', '...', '?', '#', '%2e%2e', '\\..')),
      (given) => {
        const url = `https://provider.test/v1/${encodePathSegment(given)}/end`
        expect(new URL(url).href).toBe(url)
        expect(decodeURIComponent(new URL(url).pathname.split('/')[2] ?? '')).toBe(given)
      },
    ),
  )
})

it.each(['.', '..'])('refuses %s, as an input already', (given) => {
  expect(() => encodePathSegment(given)).toThrow(RangeError)
  const field = { name: 'transactionId', label: 'Transaction id', type: 'text', required: true } as const
  expect(parseInput([{ ...field, pathSegment: true }], { transactionId: given })).toMatchObject({
    ok: false,
    issues: [{ field: 'transactionId' }],
  })
  expect(parseInput([field], { transactionId: given }).ok).toBe(true)
})

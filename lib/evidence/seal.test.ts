import { expect, it } from 'vitest'
import { digestLookups, seal, unseal } from './seal.ts'

const key = { id: 'a-key', bytes: Buffer.alloc(32, 7) }
const place = { recordId: 'an-exchange', n: 0, lookups: digestLookups(['one', 'two']) }
const plain = Buffer.from('what the provider said')

it.each([
  ['another record', { ...place, recordId: 'another' }, key],
  ['another row of it', { ...place, n: 1 }, key],
  ['another look-up', { ...place, lookups: digestLookups(['one', 'three']) }, key],
  ['a key of another name', place, { ...key, id: 'another-key' }],
  ['another key', place, { ...key, bytes: Buffer.alloc(32, 8) }],
] as const)('what is sealed does not open for %s', (_what, elsewhere, other) => {
  const { sealed } = seal(place, key, plain)
  expect(unseal(place, key, sealed)).toEqual(plain)
  expect(unseal(elsewhere, other, sealed)).toBeNull()
})

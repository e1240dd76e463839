import { expect, it } from 'vitest'
import { Duplicates } from './duplicates.ts'

it('finds the first of the same question, and takes no other for it', () => {
  const duplicates = new Duplicates()
  expect(duplicates.findOrAdd(0, 'a', { id: '1' })).toBeNull()
  expect(duplicates.findOrAdd(1, 'a', { id: '2' })).toBeNull()
  expect(duplicates.findOrAdd(2, 'b', { id: '1' })).toBeNull()
  expect(duplicates.findOrAdd(3, 'a', { id: '1', also: '' })).toBeNull()
  expect(duplicates.findOrAdd(4, 'a', { id: '1' })).toBe(0)
  expect(duplicates.findOrAdd(5, 'b', { id: '1' })).toBe(2)
})

it('holds as many as a list can have', () => {
  const duplicates = new Duplicates()
  let found = 0
  for (let at = 0; at < 100_000; at += 1) {
    if (duplicates.findOrAdd(at, 'a', { id: String(at) }) !== null) found += 1
  }
  expect(found).toBe(0)
  expect(duplicates.findOrAdd(100_000, 'a', { id: '99999' })).toBe(99_999)
  expect(() => duplicates.findOrAdd(100_000, 'a', { id: 'one more' })).toThrow(RangeError)
})

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { SignedRoots } from './signed-roots.ts'

it('gives the root of each size that was signed, whatever order they came in', () => {
  const signed = Array.from({ length: 5000 }, (_, n) => ({ size: n * 3, root: randomBytes(32) }))
  const roots = new SignedRoots()
  for (const { size, root } of [...signed.slice(2000), ...signed.slice(0, 2500)]) roots.add(size, root)
  expect(roots.sort()).toBeNull()
  for (let size = 0; size < 15_003; size += 1)
    expect(roots.rootAt(size)).toEqual(size % 3 === 0 && size < 15_000 ? signed[size / 3]?.root : null)
})

it('finds two roots of one size, side by side or far apart', () => {
  for (const between of [0, 1, 2000]) {
    const roots = new SignedRoots()
    roots.add(7, Buffer.alloc(32, 1))
    for (let size = 8; size < 8 + between; size += 1) roots.add(size, randomBytes(32))
    roots.add(7, Buffer.alloc(32, 2))
    expect(roots.sort()).toBe(7)
  }
})

it('takes the same root of a size any number of times', () => {
  const roots = new SignedRoots()
  for (let again = 0; again < 3000; again += 1) roots.add(7, Buffer.alloc(32, 1))
  expect(roots.sort()).toBeNull()
  expect(roots.rootAt(7)).toEqual(Buffer.alloc(32, 1))
})

import { createHmac, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { HmacSha256 } from './hmac-sha256.ts'

it('gives what node:crypto gives, whatever the length, in any order', () => {
  for (const keyLength of [0, 1, 32, 63, 64]) {
    const key = randomBytes(keyLength)
    const coder = new HmacSha256(key)
    const lengths = [0, 1, 55, 56, 63, 64, 65, 4031, 4032, 4033, 100_000, 0, 31, 64, 5000]
    for (const length of lengths) {
      const bytes = randomBytes(length)
      expect(coder.code(bytes)).toEqual(createHmac('sha256', key).update(bytes).digest())
    }
  }
})

it('refuses a key that it would have to shorten', () => {
  expect(() => new HmacSha256(randomBytes(65))).toThrow(/longer than a block/)
})

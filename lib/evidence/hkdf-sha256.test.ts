import { hkdfSync, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { hkdfSha256 } from './hkdf-sha256.ts'

it('gives what node:crypto gives', () => {
  for (const info of ['', 'statusdesk evidence 1 0', 'ü'.repeat(500)]) {
    const key = randomBytes(32)
    expect(hkdfSha256(key, info)).toEqual(Buffer.from(hkdfSync('sha256', key, '', info, 32)))
  }
})

import { hash } from 'node:crypto'

const blockLength = 64

/**
 * HMAC-SHA256 (RFC 2104) under one key, from two hashes in one go each: node:crypto's own makes an object for each
 * code, which takes twice as long. The key is at most a block, 64 bytes.
 */
export class HmacSha256 {
  #inner: Buffer = Buffer.alloc(1024)
  readonly #outer = Buffer.alloc(blockLength + 32)

  constructor(key: Uint8Array) {
    if (key.length > blockLength) throw new RangeError('The key is longer than a block.')
    for (let at = 0; at < blockLength; at += 1) {
      const byte = key[at] ?? 0
      this.#inner[at] = byte ^ 0x36
      this.#outer[at] = byte ^ 0x5c
    }
  }

  code(bytes: Uint8Array): Buffer {
    const length = blockLength + bytes.length
    if (length > this.#inner.length)
      this.#inner = Buffer.concat([this.#inner.subarray(0, blockLength), Buffer.alloc(length * 2)])
    this.#inner.set(bytes, blockLength)
    this.#outer.write(hash('sha256', this.#inner.subarray(0, length), 'binary'), blockLength, 'binary')
    return Buffer.from(hash('sha256', this.#outer, 'binary'), 'binary')
  }
}

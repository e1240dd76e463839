import { constants, crc32, deflateRawSync } from 'node:zlib'

const mebibyte = 1_048_576
const bombMebibytes = 200

let bomb: Uint8Array | null = null

/**
 * About 204 KB of gzip that decode to 200 MiB of sound JSON. One block is compressed and repeated: a full flush makes
 * every block independent of what came before.
 */
export function gzipBomb(): Uint8Array {
  if (bomb) return bomb
  const head = Buffer.from('{"pad":"')
  const pad = Buffer.alloc(mebibyte, 'A')
  const tail = Buffer.from('"}')
  const padBlock = block(pad)
  let sum = crc32(head)
  for (let n = 0; n < bombMebibytes; n += 1) sum = crc32(pad, sum)
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(tail, sum), 0)
  trailer.writeUInt32LE(head.length + bombMebibytes * mebibyte + tail.length, 4)
  bomb = Buffer.concat([
    Buffer.from('1f8b0800000000000003', 'hex'),
    block(head),
    ...Array.from({ length: bombMebibytes }, () => padBlock),
    block(tail),
    Buffer.from('0300', 'hex'),
    trailer,
  ])
  return bomb
}

function block(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
}

/** A JSON object's bytes with one more field at its end, given as the bytes of `"key": value`. */
export function withField(object: Uint8Array, field: string | Uint8Array): Uint8Array {
  const end = Buffer.from(object).lastIndexOf('}')
  return Buffer.concat([object.subarray(0, end), Buffer.from(','), Buffer.from(field), object.subarray(end)])
}

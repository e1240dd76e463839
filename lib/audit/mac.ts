import { hash } from 'node:crypto'
import { join } from 'node:path'
import { getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'
import { newSecret, readOrMakeSecretFile } from '#lib/secret-file.ts'
import { HmacSha256 } from './hmac-sha256.ts'

/** The code of an event that was written before there were codes. */
export const noMac = Buffer.alloc(32)

/** HMAC-SHA256 of the canonical bytes of an event: who writes into the table without the key is found out. */
export function macOfEvent(canon: Uint8Array): Buffer {
  return getCoder('event').code(canon)
}

/** HMAC-SHA256 of a leaf in its place: the sealer's word, which the database's owner cannot give. */
export function macOfSeal(leafIndex: number, eventId: bigint, leafHash: Uint8Array): Buffer {
  seal.writeBigInt64BE(BigInt(leafIndex), 0)
  seal.writeBigInt64BE(eventId, 8)
  seal.set(leafHash, 16)
  return getCoder('seal').code(seal)
}

const seal = Buffer.alloc(48)

/** AUDIT_MAC_KEY, else the file `audit-mac-key` in DATA_DIR, made on first use; one key for each purpose from it. */
function getCoder(purpose: 'event' | 'seal'): HmacSha256 {
  return (coders[purpose] ??= once(`audit mac ${purpose}`, () => {
    const { AUDIT_MAC_KEY, DATA_DIR } = getEnv()
    const path = join(DATA_DIR, 'audit-mac-key')
    const secret = AUDIT_MAC_KEY ?? readOrMakeSecretFile(path, newSecret)
    if (secret.length < 32) throw new Error(`The key in ${path} is shorter than 32 characters.`)
    return new HmacSha256(hash('sha256', `statusdesk ${purpose} mac\n${secret}`, 'buffer'))
  }))
}

const coders: Partial<Record<'event' | 'seal', HmacSha256>> = {}

import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'
import { newSecret, readOrMakeSecretFile } from '#lib/secret-file.ts'

/** The code of an event that was written before there were codes. */
export const noMac = Buffer.alloc(32)

/** HMAC-SHA256 of the canonical bytes of an event: who writes into the table without the key is found out. */
export function macOfEvent(canon: Uint8Array): Buffer {
  return createHmac('sha256', getKey('event')).update(canon).digest()
}

/** HMAC-SHA256 of a leaf in its place: the sealer's word, which the database's owner cannot give. */
export function macOfSeal(leafIndex: number, eventId: bigint, leafHash: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(48)
  bytes.writeBigInt64BE(BigInt(leafIndex), 0)
  bytes.writeBigInt64BE(eventId, 8)
  bytes.set(leafHash, 16)
  return createHmac('sha256', getKey('seal')).update(bytes).digest()
}

/** AUDIT_MAC_KEY, else the file `audit-mac-key` in DATA_DIR, made on first use; one key for each purpose from it. */
function getKey(purpose: 'event' | 'seal'): KeyObject {
  return once(`audit mac ${purpose}`, () => {
    const { AUDIT_MAC_KEY, DATA_DIR } = getEnv()
    const path = join(DATA_DIR, 'audit-mac-key')
    const secret = AUDIT_MAC_KEY ?? readOrMakeSecretFile(path, newSecret)
    if (secret.length < 32) throw new Error(`The key in ${path} is shorter than 32 characters.`)
    return createSecretKey(createHash('sha256').update(`statusdesk ${purpose} mac\n${secret}`).digest())
  })
}

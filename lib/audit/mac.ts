import { hash, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { getEnv, splitKeys } from '#lib/env.ts'
import { once } from '#lib/once.ts'
import { findSecretFile, newSecret, readOrMakeSecretFile } from '#lib/secret-file.ts'
import { HmacSha256 } from './hmac-sha256.ts'

/** The code of an event that was written before there were codes. */
export const noMac = Buffer.alloc(32)

/** A key of codes, one for each purpose made from one secret. */
interface MacKey {
  /** By which the record tells keys apart; says nothing of the key. */
  readonly id: string
  readonly event: HmacSha256
  readonly seal: HmacSha256
}

/** HMAC-SHA256 of the canonical bytes of an event: who writes into the table without the key is found out. */
export function macOfEvent(canon: Uint8Array): Buffer {
  return getKeys().current.event.code(canon)
}

/** HMAC-SHA256 of a leaf in its place: the sealer's word, which the database's owner cannot give. */
export function macOfSeal(leafIndex: number, eventId: bigint, leafHash: Uint8Array): Buffer {
  return getKeys().current.seal.code(sealed(leafIndex, eventId, leafHash))
}

/** Whether an event's code was made under the key of the desk or one of those before it. */
export function fitsEvent(canon: Uint8Array, mac: Uint8Array): boolean {
  return fits('event', canon, mac)
}

/** The id of the key under which an event's code was made; null when it is none that is known. */
export function findEventKey(canon: Uint8Array, mac: Uint8Array): string | null {
  if (!fitsEvent(canon, mac)) return null
  const { all, last } = getKeys()
  return all[last.event]?.id ?? null
}

/** Whether the code of a seal was. */
export function fitsSeal(leafIndex: number, eventId: bigint, leafHash: Uint8Array, mac: Uint8Array): boolean {
  return fits('seal', sealed(leafIndex, eventId, leafHash), mac)
}

/** Ids of the keys that are known: that under which codes are made now, and those before it. */
export function listMacKeys(): { readonly current: string; readonly old: readonly string[] } {
  const { all, current } = getKeys()
  return { current: current.id, old: all.filter((key) => key !== current).map(({ id }) => id) }
}

/** Whether there is a key without making one: who only verifies must not make up its own. */
export function hasMacKey(): boolean {
  return getEnv().AUDIT_MAC_KEY !== undefined || findSecretFile(getMacKeyFile()) !== null
}

/** Where the key is that is not given in the environment, made on first use. */
export function getMacKeyFile(): string {
  return join(getEnv().DATA_DIR, 'audit-mac-key')
}

/** Where the keys before it are, one a line. */
export function getOldMacKeysFile(): string {
  return `${getMacKeyFile()}.old`
}

interface MacKeys {
  readonly current: MacKey
  readonly all: readonly MacKey[]
  /** Which one fitted last: codes of one key stand together. */
  last: Record<'event' | 'seal', number>
}

function getKeys(): MacKeys {
  return (keys ??= once('audit mac keys', () => {
    const { AUDIT_MAC_KEY, AUDIT_MAC_KEY_OLD = '' } = getEnv()
    const path = getMacKeyFile()
    const secret = AUDIT_MAC_KEY ?? readOrMakeSecretFile(path, newSecret)
    if (secret.length < 32) throw new Error(`The key in ${path} is shorter than 32 characters.`)
    const current = deriveMacKey(secret)
    const old = [AUDIT_MAC_KEY_OLD, findSecretFile(getOldMacKeysFile()) ?? '']
      .flatMap(splitKeys)
      .map(deriveMacKey)
    const others = old.filter(
      (key, at) => key.id !== current.id && old.findIndex(({ id }) => id === key.id) === at,
    )
    return { current, all: [current, ...others], last: { event: 0, seal: 0 } }
  }))
}

let keys: MacKeys | undefined

function deriveMacKey(secret: string): MacKey {
  const derive = (purpose: string) =>
    new HmacSha256(hash('sha256', `statusdesk ${purpose} mac\n${secret}`, 'buffer'))
  const id = hash('sha256', `statusdesk mac key id\n${secret}`).slice(0, 16)
  return { id, event: derive('event'), seal: derive('seal') }
}

function fits(purpose: 'event' | 'seal', bytes: Uint8Array, mac: Uint8Array): boolean {
  const { all, last } = getKeys()
  for (let tried = 0; tried < all.length; tried += 1) {
    const at = (last[purpose] + tried) % all.length
    const key = all[at]
    if (!key) continue
    const made = key[purpose].code(bytes)
    if (made.length !== mac.length || !timingSafeEqual(made, mac)) continue
    last[purpose] = at
    return true
  }
  return false
}

function sealed(leafIndex: number, eventId: bigint, leafHash: Uint8Array): Buffer {
  leaf.writeBigInt64BE(BigInt(leafIndex), 0)
  leaf.writeBigInt64BE(eventId, 8)
  leaf.set(leafHash, 16)
  return leaf
}

const leaf = Buffer.alloc(48)

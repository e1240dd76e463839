import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/** What a checkpoint says: the tree of this size has this root, at this time. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
  readonly signedAt: Date
}

/** A public key with the name under which it signs. */
export interface Verifier {
  readonly name: string
  readonly keyHash: Buffer
  readonly key: KeyObject
}

const ed25519 = 1
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The name of a key of ours: from the key itself, so that no two desks share one. */
export function originOf(publicKey: KeyObject): string {
  return `statusdesk/${hash('sha256', rawKey(publicKey), 'hex').slice(0, 16)}`
}

/** A public key as C2SP signed-note writes it: name, key hash and key. */
export function formatVerifier(publicKey: KeyObject): string {
  const name = originOf(publicKey)
  return `${name}+${hashKey(name, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(ed25519), rawKey(publicKey)]).toString('base64')}`
}

/** Reads public keys, one a line. Throws on what is none. */
export function parseVerifiers(text: string): readonly Verifier[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new Error('There is no public key in it.')
  return lines.map((line) => {
    const [, name, keyHash, key] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(line.trim()) ?? []
    const bytes = Buffer.from(key ?? '', 'base64')
    if (!name || !keyHash || bytes.length !== 33 || bytes[0] !== ed25519)
      throw new Error(`Not a public key of a checkpoint: ${line.slice(0, 100)}`)
    const spki = Buffer.concat([spkiPrefix, bytes.subarray(1)])
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    if (hashKey(name, publicKey).toString('hex') !== keyHash)
      throw new Error(`The hash in the public key of ${name} is not that of the key.`)
    return { name, keyHash: Buffer.from(keyHash, 'hex'), key: publicKey }
  })
}

/** A checkpoint as a signed note (C2SP tlog-checkpoint, signed-note). The time is an extension line. */
export function composeNote(size: number, root: Buffer, signedAt: Date, privateKey: KeyObject): string {
  const publicKey = createPublicKey(privateKey)
  const origin = originOf(publicKey)
  const text = `${origin}\n${size}\n${root.toString('base64')}\ntime ${signedAt.toISOString()}\n`
  const signature = Buffer.concat([hashKey(origin, publicKey), sign(null, Buffer.from(text), privateKey)])
  return `${text}\n\u2014 ${origin} ${signature.toString('base64')}\n`
}

const notePattern =
  /^((\S+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n)\n\u2014 (\S+) ([A-Za-z0-9+/]{91}=)\n$/

/** Reads a note and checks that one of the keys signed it; null when it is not a note that one of them signed. */
export function openNote(note: string, verifiers: readonly Verifier[]): Checkpoint | null {
  const [, text, origin, size, root, time, name, signed] = notePattern.exec(note) ?? []
  if (!text || !origin || size === undefined || !root || !time || !signed || origin !== name) return null
  const bytes = Buffer.from(signed, 'base64')
  const verifier = verifiers.find((one) => one.name === name && one.keyHash.equals(bytes.subarray(0, 4)))
  if (!verifier || !verify(null, Buffer.from(text), verifier.key, bytes.subarray(4))) return null
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), signedAt: new Date(time) }
}

/** Who a note says signed it, true or not; null when it is no note. */
export function findSigner(note: string): string | null {
  return notePattern.exec(note)?.[6] ?? null
}

function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length)
}

function hashKey(name: string, publicKey: KeyObject): Buffer {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), rawKey(publicKey)])
  return hash('sha256', bytes, 'buffer').subarray(0, 4)
}

// node check-proof.mjs PROOF PUBLIC_KEY_FILE
//
// Checks that an event stands in a record of which a checkpoint was signed. Needs Node.js 18 or newer and nothing else:
// no dependency, no database, no network. Exit codes: 0 proven, 1 not proven, 2 could not check.
//
// Get the public key from somebody other than whoever gave you the proof.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const bytes = (text) => Buffer.from(text, 'base64')
const int8 = (text) => {
  const buffer = Buffer.alloc(8)
  buffer.writeBigInt64BE(BigInt(text))
  return buffer
}
const int4 = (number) => {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(number)
  return buffer
}

/** The leaf of an event: RFC 6962, section 2.1, over its columns one after the other. */
function leafOf({ id, recorded_at_micros, canon, mac, payload_sha256, xid, db_role }) {
  const said = bytes(canon)
  const payload = payload_sha256 === null ? Buffer.alloc(0) : bytes(payload_sha256)
  return sha256(
    Buffer.of(0),
    int8(id),
    int8(recorded_at_micros),
    int4(said.length),
    said,
    bytes(mac),
    payload,
    int8(xid),
    db_role,
  )
}

/** The root that a leaf and its path lead to: RFC 9162, section 2.1.3.2. Null when they do not fit the size. */
function rootOf(leaf, index, size, path) {
  let at = index
  let last = size - 1
  let root = leaf
  for (const step of path) {
    if (last === 0) return null
    const beside = bytes(step)
    if (at % 2 === 1 || at === last) {
      root = sha256(Buffer.of(1), beside, root)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else root = sha256(Buffer.of(1), root, beside)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : null
}

/** What a note says (C2SP signed-note, tlog-checkpoint); null when the key did not sign it. */
function openNote(note, publicKey) {
  const [, name, keyHash, key] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(publicKey) ?? []
  if (!name || bytes(key).length !== 33) throw new Error('This is no public key of a checkpoint.')
  const split = note.indexOf('\n\n')
  const text = note.slice(0, split + 1)
  const signed = bytes(
    note
      .slice(split + 2)
      .trim()
      .split(' ')[2] ?? '',
  )
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes(key).subarray(1)])
  const ed25519 = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  if (signed.subarray(0, 4).toString('hex') !== keyHash) return null
  if (!verify(null, Buffer.from(text), ed25519, signed.subarray(4))) return null
  const [origin, size, root, ...rest] = text.split('\n')
  return origin === name ? { origin, size: Number(size), root, rest: rest.filter(Boolean) } : null
}

function check(proof, publicKey) {
  if (proof.format !== 'statusdesk-inclusion-proof-1')
    throw new Error('This is no proof that can be read here.')
  const checkpoint = openNote(proof.checkpoint, publicKey)
  if (!checkpoint) return 'NOT PROVEN: the checkpoint was not signed by this key.'
  if (checkpoint.size !== proof.tree_size) return 'NOT PROVEN: the checkpoint is of another size.'
  const root = rootOf(leafOf(proof.event), proof.leaf_index, proof.tree_size, proof.path)
  if (root?.toString('base64') !== checkpoint.root)
    return 'NOT PROVEN: the event does not lead to the signed root.'
  return { checkpoint }
}

try {
  const [proofFile, keyFile] = process.argv.slice(2)
  if (!proofFile || !keyFile) throw new Error('node check-proof.mjs PROOF PUBLIC_KEY_FILE')
  const proof = JSON.parse(readFileSync(proofFile, 'utf8'))
  const keys = readFileSync(keyFile, 'utf8').split('\n').filter(Boolean)
  const results = keys.map((key) => check(proof, key.trim()))
  const proven = results.find((result) => typeof result === 'object')
  if (proven) {
    const { origin, size, rest } = proven.checkpoint
    const at = new Date(Number(BigInt(proof.event.recorded_at_micros) / 1000n)).toISOString()
    console.log(
      `PROVEN: event ${proof.event.id}, recorded ${at}, is leaf ${proof.leaf_index} of ${size} in ${origin} (${rest.join(', ')}).`,
    )
    console.log(JSON.stringify(JSON.parse(bytes(proof.event.canon).toString('utf8')), null, 2))
  } else console.error(results[0] ?? 'The key file is empty.')
  process.exitCode = proven ? 0 : 1
} catch (error) {
  console.error(`Could not check: ${error.message}`)
  process.exitCode = 2
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { getEnv } from '#lib/env.ts'
import { readOrMakeSecretFile } from '#lib/secret-file.ts'
import { formatVerifier } from '#lib/audit/tree/note.ts'

/**
 * The key that signs checkpoints: AUDIT_SIGNING_KEY, else the file `seal/signing-key` in DATA_DIR, made on first use. Its
 * public half is left in `seal-public-key`, to be handed to whoever verifies. Only the worker may ask for it: the
 * process that writes events must not be able to sign for them.
 */
export function openSigningKey(): KeyObject {
  const { AUDIT_SIGNING_KEY, DATA_DIR } = getEnv()
  const key = parsePrivateKey(
    AUDIT_SIGNING_KEY ?? readOrMakeSecretFile(join(DATA_DIR, 'seal', 'signing-key'), newPrivateKey),
  )
  mkdirSync(DATA_DIR, { recursive: true })
  writeFileSync(getPublicKeyFile(), `${formatVerifier(createPublicKey(key))}\n`)
  return key
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
}

function parsePrivateKey(text: string): KeyObject {
  const key = text.includes('-----BEGIN')
    ? createPrivateKey(text.replaceAll(String.raw`\n`, '\n'))
    : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error('The signing key of checkpoints must be an Ed25519 key.')
  return key
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { getPublicKeyFile, getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'
import { findSecretFile, readOrMakeSecretFile } from '#lib/secret-file.ts'
import { formatVerifier } from '#lib/audit/tree/note.ts'
import { guardKeyDirectory } from './key-directory.ts'

/**
 * The key that signs checkpoints: AUDIT_SIGNING_KEY, else the file `seal/signing-key` in DATA_DIR, made on first use. Its
 * public half is added to `seal-public-key`, to be handed to whoever verifies; those of earlier keys stay there. Only
 * the worker may ask for it: the process that writes events must not be able to sign for them.
 */
export function openSigningKey(): KeyObject {
  const { AUDIT_SIGNING_KEY } = getEnv()
  const key = parsePrivateKey(AUDIT_SIGNING_KEY ?? readKeyFile())
  publish(formatVerifier(createPublicKey(key)))
  return key
}

function readKeyFile(): string {
  const path = getSigningKeyFile()
  guardKeyDirectory(dirname(path))
  const text = readOrMakeSecretFile(path, newPrivateKey)
  if ((statSync(path).mode & 0o077) !== 0)
    getLog().error(
      { alarm: 'signing key', path },
      'Others than the worker can read the signing key: chmod 600',
    )
  return text
}

function publish(line: string): void {
  const path = getPublicKeyFile()
  const known = (findSecretFile(path) ?? '').split('\n').filter((other) => other.trim() !== '')
  if (known.includes(line)) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, `${[...known, line].join('\n')}\n`)
  renameSync(`${path}.new`, path)
}

/** A new key, in PEM. */
export function newPrivateKey(): string {
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

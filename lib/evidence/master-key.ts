import { createHash, hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { type Env, getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'
import { findSecretFile, newSecret, readOrMakeSecretFile } from '#lib/secret-file.ts'

/** A key that wraps the keys of players. The database never sees it. */
export interface MasterKey {
  /** The first 16 hex of its SHA-256, kept beside what it wraps. */
  readonly id: string
  readonly bytes: Buffer
}

/** The key that wraps what is made now: EVIDENCE_KEY, else the file `evidence-key` in DATA_DIR, made on first use. */
export function getMasterKey(): MasterKey {
  return once('evidence master key', () =>
    derive(getEnv().EVIDENCE_KEY ?? readOrMakeSecretFile(keyFile(), newSecret)),
  )
}

/** The key that wrapped something: the current one or EVIDENCE_KEY_OLD. Null when it is neither, or there is none. */
export function findMasterKey(id: string): MasterKey | null {
  return findMasterKeys().find((key) => key.id === id) ?? null
}

/** The ids of the master keys that an environment gives, without making one. */
export function listMasterKeyIds(
  env: Pick<Env, 'EVIDENCE_KEY' | 'EVIDENCE_KEY_OLD' | 'DATA_DIR'>,
): readonly string[] {
  const current = env.EVIDENCE_KEY ?? findSecretFile(join(env.DATA_DIR, 'evidence-key'))
  return [current, env.EVIDENCE_KEY_OLD].flatMap((secret) => (secret ? [derive(secret).id] : []))
}

/** Whether this process has a master key, without making one. */
export function hasMasterKey(): boolean {
  return findMasterKeys().length > 0
}

function findMasterKeys(): readonly MasterKey[] {
  if (found) return found
  const { EVIDENCE_KEY, EVIDENCE_KEY_OLD } = getEnv()
  if (EVIDENCE_KEY === undefined && findSecretFile(keyFile()) === null) return old(EVIDENCE_KEY_OLD)
  return (found = [getMasterKey(), ...old(EVIDENCE_KEY_OLD)])
}

let found: readonly MasterKey[] | undefined

function old(secret: string | undefined): readonly MasterKey[] {
  return secret === undefined ? [] : [once('evidence master key, old', () => derive(secret))]
}

function keyFile(): string {
  return join(getEnv().DATA_DIR, 'evidence-key')
}

function derive(secret: string): MasterKey {
  if (secret.length < 32) throw new Error('The master key of evidence is shorter than 32 characters.')
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'statusdesk evidence master', 32))
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes }
}

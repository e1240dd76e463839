import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getEnv } from '#lib/env.ts'

/**
 * The secret that all keys are derived from: STATUSDESK_SECRET, else the file `secret` in DATA_DIR, which is made
 * on first use. Several machines on one database must be given the same variable.
 */
export function getSecret(): string {
  const { STATUSDESK_SECRET, DATA_DIR } = getEnv()
  if (STATUSDESK_SECRET) return STATUSDESK_SECRET
  const path = join(DATA_DIR, 'secret')
  const held = readSecret(path) ?? makeSecret(DATA_DIR, path)
  if (held.length < 32) throw new Error(`The secret in ${path} is shorter than 32 characters.`)
  return held
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Processes that start together must agree: the file appears whole, and only the first one's is kept. */
function makeSecret(directory: string, path: string): string {
  mkdirSync(directory, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

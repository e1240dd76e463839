import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The text of a file, which is made with `compose` when it is not there. Processes that start together agree: the file
 * appears whole, readable by its owner alone, and only the first one's is kept.
 */
export function readOrMakeSecretFile(path: string, compose: () => string): string {
  return findSecretFile(path) ?? makeSecretFile(path, compose())
}

/** A new secret in text: 32 random bytes. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** The text of such a file; null when it is not there. */
export function findSecretFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function makeSecretFile(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${text.trim()}\n`, { mode: 0o600, flag: 'wx' })
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

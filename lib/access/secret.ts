import { join } from 'node:path'
import { getEnv } from '#lib/env.ts'
import { newSecret, readOrMakeSecretFile } from '#lib/secret-file.ts'

/**
 * The secret that all keys are derived from: STATUSDESK_SECRET, else the file `secret` in DATA_DIR, which is made
 * on first use. Several machines on one database must be given the same variable.
 */
export function getSecret(): string {
  const { STATUSDESK_SECRET, DATA_DIR } = getEnv()
  if (STATUSDESK_SECRET) return STATUSDESK_SECRET
  const path = join(DATA_DIR, 'secret')
  const held = readOrMakeSecretFile(path, newSecret)
  if (held.length < 32) throw new Error(`The secret in ${path} is shorter than 32 characters.`)
  return held
}

import { closeSync, openSync } from 'node:fs'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'
import { getSigningKeyFile } from './checkpoint-dir.ts'

/** Says in the log of the app when it has what signs checkpoints: who writes events must not be able to sign for them. */
export function tellOfSigningKey(): void {
  const where = getEnv().AUDIT_SIGNING_KEY ? 'AUDIT_SIGNING_KEY' : findReadable(getSigningKeyFile())
  if (where !== null)
    getLog().error(
      { alarm: 'signing key', where },
      'The app can read the key that signs checkpoints: give it to the worker alone, under a user of its own',
    )
}

function findReadable(path: string): string | null {
  try {
    closeSync(openSync(path, 'r'))
    return path
  } catch {
    return null
  }
}

import { join } from 'node:path'
import { getEnv } from '#lib/env.ts'

/** Where checkpoints are kept outside the database: CHECKPOINT_DIR, else `checkpoints` in DATA_DIR. */
export function getCheckpointDir(): string {
  const { CHECKPOINT_DIR, DATA_DIR } = getEnv()
  return CHECKPOINT_DIR ?? join(DATA_DIR, 'checkpoints')
}

/** Where the sealer leaves its public key. */
export function getPublicKeyFile(): string {
  return join(getEnv().DATA_DIR, 'seal-public-key')
}

/** Where the key is that signs checkpoints, when it is not given in the environment. For the worker's eyes alone. */
export function getSigningKeyFile(dataDir = getEnv().DATA_DIR): string {
  return join(dataDir, 'seal', 'signing-key')
}

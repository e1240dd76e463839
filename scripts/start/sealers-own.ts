/**
 * What only the sealer needs, which is the worker's: who writes events must not be able to sign for them, nor to write
 * where checkpoints are kept.
 */
const names = [
  'AUDIT_SIGNING_KEY',
  'CHECKPOINT_S3_URL',
  'CHECKPOINT_S3_ENDPOINT',
  'CHECKPOINT_S3_REGION',
  'CHECKPOINT_S3_ACCESS_KEY_ID',
  'CHECKPOINT_S3_SECRET_ACCESS_KEY',
  'CHECKPOINT_S3_SESSION_TOKEN',
  'CHECKPOINT_WEBHOOK_URL',
  'CHECKPOINT_WEBHOOK_SECRET',
]

type Environment = Readonly<Record<string, string | undefined>>

/** Takes all of it out of an environment. */
export const withoutSealersOwn: Environment = Object.fromEntries(names.map((name) => [name, undefined]))

/** All of it that is set. */
export function sealersOwn(given: Environment): Environment {
  return Object.fromEntries(names.map((name) => [name, given[name]]))
}

import { z } from 'zod'

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const far = 'must be an https:// URL; http:// only on this machine'
/** Who could step in between would take each note, say that it was kept, and keep none. */
const safeUrl = z.url({ protocol: /^https?$/, error: far }).refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || loopback.test(hostname)
}, far)
const mode = z.enum(['COMPLIANCE', 'GOVERNANCE'], { error: 'must be COMPLIANCE or GOVERNANCE' })
const days = 'must be a whole number of days from 1 to 36500'

/** The variables of the places outside the database where checkpoints are kept. */
export const checkpointVariables = {
  /** Where checkpoints are kept outside the database; `checkpoints` in DATA_DIR when unset. */
  CHECKPOINT_DIR: z.string().min(1).optional(),
  /** A bucket with object lock, and what stands before the names of the objects there. */
  CHECKPOINT_S3_URL: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w./-]*)?$/,
      'must be s3://BUCKET or s3://BUCKET/PREFIX',
    )
    .optional(),
  /** Of what is not Amazon's; the bucket is named in the path. */
  CHECKPOINT_S3_ENDPOINT: safeUrl.optional(),
  CHECKPOINT_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a region')
    .default('us-east-1'),
  CHECKPOINT_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  CHECKPOINT_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  CHECKPOINT_S3_SESSION_TOKEN: z.string().min(1).optional(),
  CHECKPOINT_S3_LOCK_MODE: mode.default('COMPLIANCE'),
  /** How long nobody can remove what is kept there; five years, as events, when unset. */
  CHECKPOINT_S3_LOCK_DAYS: z.coerce.number(days).int(days).min(1, days).max(36_500, days).default(1830),
  CHECKPOINT_WEBHOOK_URL: safeUrl.optional(),
  CHECKPOINT_WEBHOOK_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
}

/** Variables of which each means something only beside the others. */
const groups = [
  ['CHECKPOINT_S3_URL', 'CHECKPOINT_S3_ACCESS_KEY_ID', 'CHECKPOINT_S3_SECRET_ACCESS_KEY'],
  ['CHECKPOINT_WEBHOOK_URL', 'CHECKPOINT_WEBHOOK_SECRET'],
] as const

/** What is missing beside what is set: half a configuration would look like a place that is used. */
export function findMissingBeside(set: Readonly<Record<string, string | undefined>>): readonly string[] {
  return groups.flatMap((names) => {
    const given = names.filter((name) => set[name] !== undefined)
    const missing = names.filter((name) => set[name] === undefined)
    return given.length === 0 ? [] : missing.map((name) => `${name} must be set when ${given[0]} is`)
  })
}

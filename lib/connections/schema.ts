import { z } from 'zod'

/** The shape of a connections file. What a provider's settings are is its adapter's to say. */

const limits = z
  .strictObject({
    timeoutMs: z.int().min(100).max(120_000).default(10_000),
    concurrency: z.int().min(1).max(1_000).default(20),
    requestsPerSecond: z.number().min(0.01).max(100_000).default(50),
    maxResponseBytes: z.int().min(1_024).max(67_108_864).default(1_048_576),
    breaker: z
      .strictObject({
        failures: z.int().min(1).max(100_000).default(20),
        share: z.number().gt(0).max(1).default(0.5),
        windowMs: z.int().min(1_000).max(600_000).default(30_000),
        probeMs: z.int().min(100).max(600_000).default(10_000),
      })
      .prefault({}),
  })
  .prefault({})

const cidr = z.union([z.cidrv4(), z.cidrv6()], { error: 'must be a CIDR such as 10.0.0.0/8' })

export const connectionEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
  provider: z.string(),
  label: z.string().min(1).max(80),
  environment: z.enum(['demo', 'staging', 'production']),
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an https:// URL' }),
  settings: z.record(z.string(), z.unknown()).default({}),
  limits,
  tls: z.strictObject({ caFile: z.string().min(1) }).optional(),
  allowAddresses: z.array(cidr).default([]),
})

/** The file around the entries, each of which is checked by itself. */
export const connectionsFile = z.strictObject({
  connections: z.array(z.record(z.string(), z.unknown())).min(1),
})

export type ConnectionEntry = z.output<typeof connectionEntry>
export type Environment = ConnectionEntry['environment']

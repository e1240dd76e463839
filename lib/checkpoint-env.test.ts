import { expect, it } from 'vitest'
import { parseEnv } from './env.ts'

const faultsOf = (given: Record<string, string>) => {
  const parsed = parseEnv(given)
  return parsed.ok ? [] : parsed.faults
}
const bucket = {
  CHECKPOINT_S3_URL: 's3://vault/desk',
  CHECKPOINT_S3_ACCESS_KEY_ID: 'id',
  CHECKPOINT_S3_SECRET_ACCESS_KEY: 'secret',
}

it('takes a bucket and a webhook that are whole', () => {
  expect(
    faultsOf({
      ...bucket,
      CHECKPOINT_S3_ENDPOINT: 'https://10.0.0.7:9000',
      CHECKPOINT_WEBHOOK_URL: 'http://127.0.0.1:8080/notes',
      CHECKPOINT_WEBHOOK_SECRET: 'x'.repeat(32),
    }),
  ).toEqual([])
})

it('names every fault at once, wrong ones and missing ones', () => {
  const faults = faultsOf({
    CHECKPOINT_S3_URL: 'https://vault',
    CHECKPOINT_S3_ENDPOINT: 'http://elsewhere.example',
    CHECKPOINT_S3_LOCK_MODE: 'NONE',
    CHECKPOINT_S3_LOCK_DAYS: '1.5',
    CHECKPOINT_WEBHOOK_SECRET: 'short',
    AUDIT_MAC_KEY_OLD: `${'x'.repeat(32)}\nshort`,
  })
  const named = [
    'CHECKPOINT_S3_URL must be s3://',
    'CHECKPOINT_S3_ENDPOINT must be an https:// URL',
    'CHECKPOINT_S3_LOCK_MODE must be COMPLIANCE or GOVERNANCE',
    'CHECKPOINT_S3_LOCK_DAYS must be a whole number',
    'CHECKPOINT_WEBHOOK_SECRET must be at least 32',
    'AUDIT_MAC_KEY_OLD must be keys',
    'CHECKPOINT_S3_ACCESS_KEY_ID must be set when CHECKPOINT_S3_URL is',
    'CHECKPOINT_S3_SECRET_ACCESS_KEY must be set when CHECKPOINT_S3_URL is',
    'CHECKPOINT_WEBHOOK_URL must be set when CHECKPOINT_WEBHOOK_SECRET is',
  ]
  for (const start of named) expect(faults.filter((fault) => fault.startsWith(start))).toHaveLength(1)
  expect(faults).toHaveLength(named.length)
})

it('refuses an address over which somebody could step in', () => {
  const url = 'http://192.168.0.4/notes'
  expect(faultsOf({ CHECKPOINT_WEBHOOK_URL: url, CHECKPOINT_WEBHOOK_SECRET: 'x'.repeat(32) })).toEqual([
    'CHECKPOINT_WEBHOOK_URL must be an https:// URL; http:// only on this machine',
  ])
})

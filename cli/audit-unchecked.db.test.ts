import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { startBucket } from '#lib/audit/testing/bucket-server.ts'
import { recordSome, sealAll, useOwnKeys } from '#lib/audit/testing/sealed-record.ts'

// Processes are started one after the other, and a busy machine takes seconds for each.
vi.setConfig({ testTimeout: 120_000 })
const directory = useOwnKeys()
const bucket = await startBucket('vault')
Object.assign(process.env, { ...bucket.environment, CHECKPOINT_S3_URL: 's3://vault' })

beforeAll(async () => {
  for (const count of [20, 10]) {
    await recordSome(count)
    await sealAll()
  }
})
afterAll(() => bucket.close())

/** Runs `npm run audit:verify` as its script says, with options and environment. */
function verify(args: readonly string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment }
  return new Promise<{ code: number | null; output: string }>((end) => {
    const child = execFile(
      process.execPath,
      [resolve('cli/audit-verify.ts'), ...args],
      { env },
      (_, out, err) => end({ code: child.exitCode, output: out + err }),
    )
  })
}

it('reads checkpoints from a bucket: intact, or too old', async () => {
  expect(await verify(['--checkpoints', 's3://vault'])).toMatchObject({ code: 0 })
  expect(await verify(['--checkpoints', 's3://vault', '--longest-age', '0'])).toMatchObject({ code: 3 })
})

it('finds a note that was written over in the bucket', async () => {
  const [[key, kept] = ['', { text: '', headers: {} }]] = bucket.objects
  bucket.objects.set(key, { ...kept, text: kept.text.replace(/\ntime 2/, '\ntime 3') })
  const ended = await verify(['--checkpoints', 's3://vault'])
  bucket.objects.set(key, kept)
  expect(ended).toMatchObject({ code: 1, output: expect.stringContaining('is not signed by the key given') })
})

it('names package.json’s own script', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts['audit:verify']).toBe(
    'node --max-semi-space-size=4 cli/audit-verify.ts',
  )
})

it.each<{ why: string; args?: string[]; environment?: Record<string, string>; says: string }>([
  { why: 'no directory of checkpoints', args: ['--checkpoints', '/nowhere'], says: 'cannot be read' },
  { why: 'a file in its place', args: ['--checkpoints', resolve('package.json')], says: 'cannot be read' },
  {
    why: 'no checkpoint in it',
    args: ['--checkpoints', join(directory, 'empty')],
    says: 'There is no checkpoint',
  },
  { why: 'no public key', args: ['--public-key', '/nowhere'], says: 'ENOENT' },
  {
    why: 'something else as a public key',
    args: ['--public-key', resolve('package.json')],
    says: 'Not a public key',
  },
  {
    why: 'an empty public key',
    args: ['--public-key', join(directory, 'none')],
    says: 'no public key in it',
  },
  {
    why: 'no key of codes',
    environment: { DATA_DIR: '/nowhere', AUDIT_MAC_KEY: '' },
    says: 'key of the codes is missing',
  },
  {
    why: 'the database away',
    environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    says: 'ECONNREFUSED',
  },
  {
    why: 'another database',
    environment: { DATABASE_URL: (process.env['DATABASE_URL'] ?? '').replace(/\/[^/]*$/, '/postgres') },
    says: 'could not be checked',
  },
  { why: 'no such bucket', args: ['--checkpoints', 's3://other'], says: '404 NoSuchBucket' },
  {
    why: 'wrong credentials',
    args: ['--checkpoints', 's3://vault'],
    environment: { CHECKPOINT_S3_SECRET_ACCESS_KEY: 'another' },
    says: '403 SignatureDoesNotMatch',
  },
  {
    why: 'the bucket away',
    args: ['--checkpoints', 's3://vault'],
    environment: { CHECKPOINT_S3_ENDPOINT: 'http://127.0.0.1:1' },
    says: 'cannot be read',
  },
  { why: 'an option that there is not', args: ['--chekpoints', 'x'], says: 'chekpoints' },
  { why: 'no number of minutes', args: ['--longest-age', 'soon'], says: 'must be a number' },
  {
    why: 'a wrong environment',
    environment: { CHECKPOINT_S3_LOCK_DAYS: '0' },
    says: 'CHECKPOINT_S3_LOCK_DAYS must',
  },
])('ends with 2 where there is $why', async ({ args = [], environment = {}, says }) => {
  mkdirSync(join(directory, 'empty'), { recursive: true })
  writeFileSync(join(directory, 'none'), '\n')
  const options = {
    '--public-key': getPublicKeyFile(),
    '--checkpoints': join(directory, 'checkpoints'),
  }
  const rest = Object.entries(options).flatMap(([name, value]) => (args.includes(name) ? [] : [name, value]))
  const ended = await verify([...args, ...rest], environment)
  expect(ended).toMatchObject({ code: 2, output: expect.stringContaining('The record could not be checked') })
  expect(ended.output).toContain(says)
})

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { getCheckpointDir } from '#lib/audit/checkpoint-dir.ts'
import { startBucket } from '#lib/audit/testing/bucket-server.ts'
import { recordSome, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { startWebhook } from '#lib/audit/testing/webhook-server.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { openBucketPlace } from './outside-bucket.ts'
import { openSealer } from './sealer.ts'

const directory = useOwnKeys()
const bucket = await startBucket('vault')
const secret = 'a secret that both sides know, and nobody else'
const webhook = await startWebhook(secret)
const from = 's3://vault/desk-1'
Object.assign(process.env, {
  ...bucket.environment,
  CHECKPOINT_DIR: join(directory, 'kept'),
  CHECKPOINT_S3_URL: from,
  CHECKPOINT_WEBHOOK_URL: webhook.url,
  CHECKPOINT_WEBHOOK_SECRET: secret,
})
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
const sql = openSql('statusdesk_app', 4)
const openEager = () => openSealer({ checkpointMs: 0, idleCheckpointMs: 60_000 })

beforeAll(async () => {
  await recordSome(3)
  await sealSome(5)
})
afterAll(async () => {
  bucket.close()
  webhook.close()
  await owner.end()
  await sql.end()
})

/** Rounds of a sealer with an event and a checkpoint each. */
async function sealSome(rounds: number): Promise<void> {
  const sealer = openEager()
  for (let round = 0; round < rounds; round += 1) {
    await recordSome(1)
    await sealer.round()
  }
  await sealer.close()
}

/** Rounds of one sealer until something holds. */
async function sealUntil(holds: () => Promise<boolean> | boolean): Promise<void> {
  const sealer = openEager()
  for (const until = Date.now() + 20_000; !(await holds()) && Date.now() < until;) {
    await sealer.round()
    await sleep(100)
  }
  await sealer.close()
}

const signed = async () =>
  (await owner<{ note: string }[]>`select note from audit.checkpoint order by id`).map(({ note }) => note)
const kinds = async (kind: string) =>
  owner<{ details: Record<string, string> }[]>`
    select convert_from(canon, 'UTF8')::jsonb -> 'details' as details from audit.event where kind = ${kind} order by id`
const split = (text: string) => text.split(/(?<=\n)\n(?=statusdesk\/|$)/).filter(Boolean)
const inDirectory = () =>
  readdirSync(getCheckpointDir())
    .toSorted()
    .flatMap((name) => split(readFileSync(join(getCheckpointDir(), name), 'utf8')))
const inBucket = () => [...bucket.objects].toSorted().flatMap(([, { text }]) => split(text))

it('every place gets every checkpoint, in order', async () => {
  await sealUntil(async () => inBucket().length === (await signed()).length)
  const all = await signed()
  expect(all.length).toBeGreaterThanOrEqual(3)
  expect(inDirectory()).toEqual(all)
  expect(inBucket()).toEqual(all)
  expect(webhook.notes).toEqual(all)
})

it('what is put into the bucket is locked for years, and nothing can be put over it', async () => {
  for (const [key, { headers }] of bucket.objects) {
    expect(key).toMatch(/^desk-1\/\d{4}-\d\d-\d\d\/\d{6}\.\d{3}-[0-9a-f]{16}\.notes$/)
    expect(headers['x-amz-object-lock-mode']).toBe('COMPLIANCE')
    const days =
      (Date.parse(String(headers['x-amz-object-lock-retain-until-date'])) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(1829)
  }
})

it('a put whose answer was lost is found kept when it is tried again, and not taken on trust', async () => {
  const place = openBucketPlace('s3://vault/lost')
  const note = { id: 1n, note: 'a note\n', signedAt: new Date() }
  const { signal } = new AbortController()
  bucket.state.losesAnswers = true
  await expect(place.keep([note], signal)).rejects.toThrow()
  bucket.state.losesAnswers = false
  const puts = bucket.state.puts
  // Refused as existing, or as locked where conditions are not known.
  await place.keep([note], signal)
  bucket.state.ignoresConditions = true
  await place.keep([note], signal)
  bucket.state.ignoresConditions = false
  expect(bucket.state.puts).toBe(puts + 2)
  const [key = ''] = [...bucket.objects.keys()].filter((name) => name.startsWith('lost/'))
  bucket.objects.set(key, { text: 'something else', headers: {} })
  await expect(place.keep([note], signal)).rejects.toThrow('holds something else')
  bucket.objects.delete(key)
})

it('the verifier reads the bucket, page by page, and says when it cannot', async () => {
  const options = { ...(await verifyOptions()), checkpointDir: from }
  expect(bucket.objects.size).toBeGreaterThan(3)
  expect(await checkRecord(sql, options)).toMatchObject({
    outcome: 'intact',
    outsideCheckpoints: inBucket().length,
  })
  bucket.state.down = true
  await expect(checkRecord(sql, options)).rejects.toThrow(/cannot be read: .*503 SlowDown/)
  bucket.state.down = false
  await expect(checkRecord(sql, { ...options, checkpointDir: 's3://vault/nothing' })).rejects.toThrow(
    'There is no checkpoint in s3://vault/nothing.',
  )
})

it.each(['down', 'redirects'] as const)(
  'a webhook that is %s holds up nothing, raises an alarm and is caught up in order',
  async (mode) => {
    const before = { delayed: (await kinds('checkpoint.delayed')).length, asked: webhook.state.asked }
    webhook.state.mode = mode
    await sealUntil(() => webhook.state.asked >= before.asked + 2)
    await sealSome(4)
    expect(webhook.notes.length).toBeLessThan((await signed()).length)
    expect(inDirectory()).toEqual(await signed())
    const delayed = (await kinds('checkpoint.delayed')).slice(before.delayed)
    // By the first of the two sealers.
    expect(delayed.map(({ details }) => details)).toEqual([
      { place: 'webhook', cause: `the webhook answered ${mode === 'down' ? 503 : 307}` },
    ])
    const caughtUp = (await kinds('checkpoint.caught_up')).length
    webhook.state.mode = 'up'
    await sealUntil(async () => webhook.notes.length === (await signed()).length)
    expect(webhook.notes).toEqual(await signed())
    // And its end by a third, with all that it lacked.
    const ends = (await kinds('checkpoint.caught_up')).slice(caughtUp)
    expect(ends.map(({ details }) => details)).toEqual([
      { place: 'webhook', checkpoints: expect.any(String) },
    ])
    expect(Number(ends[0]?.details['checkpoints'])).toBeGreaterThanOrEqual(4)
    expect(webhook.state.elsewhere).toBe(0)
  },
  60_000,
)

it('one sealer tells of an outage once, and of its end', async () => {
  const sealer = openEager()
  const before = (await kinds('checkpoint.delayed')).length
  webhook.state.mode = 'down'
  for (const until = Date.now() + 3500; Date.now() < until;) {
    await recordSome(1)
    await sealer.round()
    await sleep(100)
  }
  expect(await kinds('checkpoint.delayed')).toHaveLength(before + 1)
  const lacked = (await signed()).length - webhook.notes.length
  expect(lacked).toBeGreaterThan(5)
  webhook.state.mode = 'up'
  for (
    const until = Date.now() + 15_000;
    Date.now() < until && webhook.notes.length < (await signed()).length;
  ) {
    await sealer.round()
    await sleep(100)
  }
  await sealer.close()
  expect(webhook.notes).toEqual(await signed())
  const [end] = (await kinds('checkpoint.caught_up')).slice(-1)
  expect(Number(end?.details['checkpoints'])).toBeGreaterThanOrEqual(lacked)
}, 40_000)

it('a webhook that never answers does not hold up sealing', async () => {
  webhook.state.mode = 'hangs'
  const sealer = openEager()
  await recordSome(5)
  const startedAt = Date.now()
  expect(await sealer.round()).toBeGreaterThanOrEqual(5)
  await recordSome(5)
  expect(await sealer.round()).toBeGreaterThanOrEqual(5)
  expect(Date.now() - startedAt).toBeLessThan(6000)
  await sealer.close()
  webhook.state.mode = 'up'
  await sealUntil(async () => webhook.notes.length >= (await signed()).length)
  expect(new Set(webhook.notes)).toEqual(new Set(await signed()))
}, 40_000)

it('a directory that cannot be written to is caught up as well', async () => {
  const kept = getCheckpointDir()
  const before = inDirectory()
  rmSync(kept, { recursive: true })
  writeFileSync(kept, 'not a directory')
  const through = (await signed()).length
  await sealSome(3)
  const [told] = (await kinds('checkpoint.delayed')).slice(-1)
  expect(told?.details['place']).toBe('directory')
  rmSync(kept)
  mkdirSync(kept)
  await sealUntil(async () => inDirectory().length >= (await signed()).length - through)
  expect(inDirectory()).toEqual((await signed()).slice(through))
  expect(before.length).toBe(through)
}, 30_000)

it('keeps no address of a place, which may hold a secret', async () => {
  const rows = await owner<{ place: string }[]>`select place from audit.checkpoint_place`
  expect(rows.map(({ place }) => place.split(' ')[0]).toSorted()).toEqual(['bucket', 'directory', 'webhook'])
  expect(JSON.stringify(rows)).not.toContain('in-the-address')
})

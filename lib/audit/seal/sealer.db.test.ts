import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, expect, inject, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { getCheckpointDir } from '#lib/audit/checkpoint-dir.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { sealUnderLoad } from '#lib/audit/testing/seal-under-load.ts'
import { parseVerifiers } from '#lib/audit/tree/note.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { openSealer } from './sealer.ts'

const directory = useOwnKeys()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 34, onnotice: () => {} })
const sql = openSql('statusdesk_app', 4)
afterAll(async () => {
  await owner.end()
  await sql.end()
})

// `npm run soak -- seal` does the same with 32 writers, more kills and more than 100,000 events.
it('leaves out no event of writers of whom some fail, killed again and again', async () => {
  const load = await sealUnderLoad(owner, { writers: 8, kills: 4, lifeMs: 700 })
  expect(load.events).toBeGreaterThan(load.committed)
  expect(load).toMatchObject({ sealed: load.events, ordered: true })
  expect(load.kills).toBeGreaterThanOrEqual(4)
  expect(await checkRecord(sql, { ...(await verifyOptions()), settleMs: 5000 })).toMatchObject({
    outcome: 'intact',
    fault: null,
  })
}, 120_000)

it('does not fork when two seal at once', async () => {
  const sealers = [1, 2, 3].map(() => openSealer({ checkpointMs: 0, idleCheckpointMs: 0, batchSize: 7 }))
  const writing = recordSome(60)
  for (let round = 0; round < 10; round += 1)
    await Promise.allSettled(sealers.map((sealer) => sealer.round()))
  await writing
  await Promise.all(sealers.map((sealer) => sealer.close()))
  await sealAll()
  const [row] = await owner`
    select (select count(*) from audit.event) = (select count(*) from audit.seal) as all_sealed,
      (select count(*)::int from (select tree_size from audit.checkpoint group by tree_size having count(distinct root) > 1) f) as forks`
  expect(row).toEqual({ all_sealed: true, forks: 0 })
})

it('agrees on keys and on one tree when two desks start at once with nothing there', async () => {
  const environment = {
    ...process.env,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'statusdesk-two-')),
    // The keys are to be made.
    AUDIT_MAC_KEY: '',
  }
  await owner.unsafe(`create database two_desks template ${new URL(inject('templateUrl')).pathname.slice(1)}`)
  const url = new URL(process.env['DATABASE_URL'] ?? '')
  url.pathname = '/two_desks'
  const run = (path: string) =>
    promisify(execFile)(process.execPath, [path], { env: { ...environment, DATABASE_URL: url.href } })
  await Promise.all(Array.from({ length: 4 }, () => run('lib/audit/testing/record-and-seal.ts')))
  await run('lib/audit/testing/record-and-seal.ts')
  const { stdout } = await run('cli/audit-verify.ts')
  expect(stdout).toContain('The record is intact.')
  await owner.unsafe('drop database two_desks with (force)')
}, 120_000)

it('keeps its checkpoints outside, and the key to itself', async () => {
  const notes = readdirSync(getCheckpointDir()).map((name) =>
    readFileSync(join(getCheckpointDir(), name), 'utf8'),
  )
  expect(notes.join('')).toMatch(
    /^statusdesk\/[0-9a-f]{16}\n\d+\n[A-Za-z0-9+/=]{44}\ntime \S+\n\n\u2014 statusdesk\//m,
  )
  expect(parseVerifiers(readFileSync(join(directory, 'seal-public-key'), 'utf8'))).toHaveLength(1)
  await expect(sql`insert into audit.seal values (1000000, 1, '', '')`).rejects.toThrow(/permission denied/)
  await expect(sql`select audit.seal_leaves(0, '{}', '', '', '[]', '', '0', 0)`).rejects.toThrow(
    /permission denied/,
  )
})

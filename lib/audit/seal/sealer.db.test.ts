import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { getCheckpointDir } from '#lib/audit/checkpoint-dir.ts'
import { macOfEvent } from '#lib/audit/mac.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
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

const canon = Buffer.from('{}')
/** SEAL_SOAK=1 for the long run: more writers, more kills, at least 100,000 events. */
const soaks = process.env['SEAL_SOAK'] === '1'
const runs = soaks ? { writers: 32, seconds: 150, kills: 22 } : { writers: 8, seconds: 6, kills: 4 }

it(
  'leaves out no event of writers of whom some fail, killed again and again',
  async () => {
    await recordSome(3)
    await sealAll()
    const until = Date.now() + runs.seconds * 1000
    const writing = Promise.all(Array.from({ length: runs.writers }, () => write(until)))
    const sealing = killSealers(until)
    const [committed] = await Promise.all([writing, sealing])
    await sealAll()
    const [row] = await owner<{ events: number; sealed: number; ordered: boolean }[]>`
    select (select count(*)::int from audit.event) events, (select count(*)::int from audit.seal) sealed,
      (select bool_and(leaf_index = place - 1) from (select leaf_index, row_number() over (order by e.xid, e.id) as place
       from audit.seal s join audit.event e on e.id = s.event_id) p) as ordered`
    expect(row?.events).toBeGreaterThan(committed.reduce((sum, count) => sum + count, 0))
    expect(row).toMatchObject({ sealed: row?.events, ordered: true })
    if (soaks) expect(row?.events).toBeGreaterThan(100_000)
    const found = await checkRecord(sql, await verifyOptions())
    // Order, leaves, codes and roots are right; the writers below only say nothing in their canonical bytes.
    expect(found.fault?.text).toContain('is not what its canonical bytes say')
  },
  runs.seconds * 6000 + 30_000,
)

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

/** Inserts rows until the time is up, in transactions that last and overlap; one in ten is rolled back. */
async function write(until: number): Promise<number> {
  const connection = await owner.reserve()
  let committed = 0
  try {
    for (let seq = 1; Date.now() < until; seq += 1) {
      await connection.unsafe('start transaction')
      await connection`insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, canon, mac)
        select '0', 'epoch', '', gen_random_uuid(), n, 'sign_out', 'x', ${canon}, ${macOfEvent(canon)} from generate_series(1, 5) n`
      if (seq % 7 === 0) await sleep(20)
      const fails = seq % 10 === 0
      await connection.unsafe(fails ? 'rollback' : 'commit')
      if (!fails) committed += 5
    }
  } finally {
    connection.release()
  }
  return committed
}

/** Sealers in processes of their own, each killed with -9 in mid-work. */
async function killSealers(until: number): Promise<void> {
  const each = (runs.seconds * 1000) / runs.kills
  while (Date.now() < until) {
    const child = spawn(process.execPath, ['lib/audit/testing/seal-on.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await sleep(Math.max(0, each - 800 + Math.random() * 400))
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
}

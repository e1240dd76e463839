import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { promisify } from 'node:util'
import { closeSql, getSql, openSql } from '#db/client.ts'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { systemActor } from '#lib/access/actor.ts'
import { canonicalJson } from '#lib/audit/canonical.ts'
import { openSealer } from '#lib/audit/seal/sealer.ts'
import { insertEvents } from '#lib/audit/store.ts'
import { beginning, type Position, readEvents } from '#lib/audit/tree/read-events.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
import postgres from 'postgres'

const writers = 16
const secondsEach = 4
const rounds = 3

/**
 * What the sealed record costs: events written with number, code and leaf hash over the same rows without; sealing and
 * verifying over bare SHA-256 of the same bytes; the verifier's memory. `npm run bench -- audit 1000000` for more events.
 */
export async function run(): Promise<void> {
  const count = Number(argv[3] ?? 200_000)
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-bench-'))
  const server = await startEmbeddedPostgres(join(directory, 'postgres'))
  try {
    await migrate(server.url)
    process.env['DATABASE_URL'] = server.url
    process.env['DATA_DIR'] = directory
    await compareInserts(server.url)
    await fill(count)
    await measureSeal()
    await measureVerification(server.url, directory)
  } finally {
    await closeSql()
    await server.stop()
    await removeEmbeddedPostgres(join(directory, 'postgres'))
    await rm(directory, { recursive: true, force: true })
  }
}

const actor = systemActor('benchmark')
let made = 0
const compose = () => {
  made += 1
  const lookup = {
    id: '0198c1de-0000-7000-8000-000000000001',
    connectionId: 'gr8-main',
    transactionId: `t-${made}`,
    playerId: `p-${made % 5000}`,
  }
  return composeEvent(actor, {
    kind: 'lookup.refused',
    connectionId: lookup.connectionId,
    fields: ['amount', lookup.transactionId],
    reason: `reason ${lookup.playerId}`,
  })
}

/** By turns, so that what else the machine does meets both. */
async function compareInserts(ownerUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  await owner.unsafe(`create table plain_event (like audit.event including indexes including identity);
    alter table plain_event alter mac drop not null, alter leaf_hash drop not null; grant insert on plain_event to statusdesk_app`)
  await owner.end()
  const sealed: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await countPerSecond(insertPlain))
    sealed.push(await countPerSecond(() => insertEvents([compose()])))
  }
  const best = { plain: Math.max(...plain), sealed: Math.max(...sealed) }
  say(
    `inserts, ${writers} at once: plain ${Math.round(best.plain)}/s, with number, code and leaf hash ${Math.round(best.sealed)}/s`,
  )
  say(`  ratio ${(best.sealed / best.plain).toFixed(2)} (aim: 0.85)`)
}

const sample = {
  app_time: '',
  details: { connection_id: 'gr8-main', fields: ['amount', 't-1'] },
  actor_id: 'system:benchmark',
}

/** The same bytes, columns and indexes, without number, code, leaf hash and the copying trigger of the search. */
async function insertPlain(): Promise<void> {
  made += 1
  const filler = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`member_${n}`, n % 2 === 0 ? null : `value ${made}`]),
  )
  const canon = Buffer.from(canonicalJson({ ...sample, ...filler, app_time: new Date().toISOString() }))
  const row = { writer_seq: String(made), canon: canon.toString('base64') }
  await getSql()`insert into plain_event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, object_type, object_id,
      canon, result, connection_id, reason)
    select pg_current_xact_id(), clock_timestamp(), session_user, '0198c1de-0000-7000-8000-000000000001', e.writer_seq, 'lookup.refused',
      'system:benchmark', 'connection', 'gr8-main', decode(e.canon, 'base64'), 'failed', 'gr8-main', 'reason'
    from jsonb_to_recordset(${JSON.stringify([row])}::text::jsonb) as e (writer_seq bigint, canon text)`
}

async function countPerSecond(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (; performance.now() - startedAt < secondsEach * 1000; done += 1) await work()
    }),
  )
  return done / ((performance.now() - startedAt) / 1000)
}

async function fill(count: number): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (left > 0) {
        left -= 1000
        const rows: EventRow[] = Array.from({ length: 1000 }, compose)
        await insertEvents(rows)
      }
    }),
  )
}

async function measureSeal(): Promise<void> {
  const bareMs = await hashBare()
  const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0 })
  const startedAt = performance.now()
  const leaves = await sealer.round()
  const ms = performance.now() - startedAt
  await sealer.close()
  report('sealing', leaves, ms, bareMs, 50_000)
}

async function measureVerification(databaseUrl: string, directory: string): Promise<void> {
  const bareMs = await hashBare()
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/verify-alone.ts'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: directory },
  })
  const found = JSON.parse(stdout)
  report('verification', found.events, found.durationMs, bareMs, 80_000)
  say(`  ${found.outcome}, most memory ${Math.round(found.maxRssMb)} MB (aim: 300 MB over 1,000,000 events)`)
  if (found.outcome !== 'intact') throw new Error(JSON.stringify(found.fault ?? found.notices))
}

/** Milliseconds of SHA-256 alone over the canonical bytes of all events. */
async function hashBare(): Promise<number> {
  const sql = openSql('statusdesk_app', 1)
  let ms = 0
  let after: Position | undefined = beginning
  while (after) {
    const events: Awaited<ReturnType<typeof readEvents>> = await readEvents(sql, after, 4000, 'all')
    const startedAt = performance.now()
    for (const { canon } of events) hash('sha256', canon, 'buffer')
    ms += performance.now() - startedAt
    after = events.at(-1)
  }
  await sql.end()
  return ms
}

function report(what: string, leaves: number, ms: number, bareMs: number, aim: number) {
  say(
    `${what}: ${leaves} leaves at ${Math.round((leaves / ms) * 1000)}/s (aim: ${aim}/s), ${(ms / bareMs).toFixed(1)} × bare SHA-256 at ${Math.round((leaves / bareMs) * 1000)}/s`,
  )
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { promisify } from 'node:util'
import { closeSql } from '#db/client.ts'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { compareInserts } from './audit/inserts.ts'
import { fillRecord } from './audit/record.ts'
import { measureSealing, reportLeaves } from './audit/sealing.ts'
import { hashBare } from './audit/bare-hash.ts'
import { say } from './say.ts'

/** So that filling ten million rows in the transaction that empties the table writes no log beside them. */
const flags = ['wal_level=minimal', 'max_wal_senders=0', 'shared_buffers=1GB', 'max_wal_size=4GB']

/**
 * What the sealed record costs: events written with number, code and leaf hash over the same rows without; sealing and
 * verifying over bare SHA-256 of the same bytes; the verifier's memory; pages of a long audit and their plans.
 * `npm run bench -- audit [EVENTS] [EVENTS_OF_PAGES]`, 1,000,000 and 10,000,000 when not given; 0 leaves a part out.
 */
export async function run(): Promise<void> {
  const [count = 1_000_000, longCount = 10_000_000] = argv.slice(3).map(Number)
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-bench-'))
  const postgresHome = join(directory, 'postgres')
  const server = await startEmbeddedPostgres(postgresHome, { flags })
  try {
    process.env['DATA_DIR'] = directory
    if (count > 0) {
      await migrate(server.url)
      process.env['DATABASE_URL'] = server.url
      await compareInserts(server.url)
      await fillRecord(count)
      await measureSealing()
      await measureVerification()
      await closeSql()
    }
    if (longCount > 0) await measurePages(server.url, longCount)
  } finally {
    await server.stop()
    await removeEmbeddedPostgres(postgresHome)
    await rm(directory, { recursive: true, force: true })
  }
}

/** In a process of its own, as `npm run audit:verify` is. */
async function measureVerification(): Promise<void> {
  const bareMs = await hashBare()
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-semi-space-size=4',
    'bench/audit/verify-alone.ts',
  ])
  const found = JSON.parse(stdout)
  reportLeaves('verification', found.events, found.durationMs, bareMs, 80_000)
  say(`  ${found.outcome}, most memory ${Math.round(found.maxRssMb)} MB (aim: 300 MB over 1,000,000 events)`)
  if (found.outcome !== 'intact') throw new Error(JSON.stringify(found.fault ?? found.notices))
}

/** In a process of its own, since the pool of this one belongs to another database. */
async function measurePages(serverUrl: string, count: number): Promise<void> {
  const url = new URL(serverUrl)
  url.pathname = '/pages'
  const child = spawn(process.execPath, ['bench/audit/pages-alone.ts', String(count)], {
    env: { ...process.env, DATABASE_URL: url.href },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('The pages of the audit could not be measured.')
}

import { argv } from 'node:process'
import postgres from 'postgres'
import { closeSql } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import type { Actor } from '#lib/access/actor.ts'
import { getEnv } from '#lib/env.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { searchAudit } from '#lib/audit/list.ts'
import { findIdBounds } from '#lib/audit/period.ts'
import { composeWhere, readEvents } from '#lib/audit/search-store.ts'
import { percentile } from '#bench/percentile.ts'
import { say } from '#bench/say.ts'
import { end, fillLongAudit } from './long-audit.ts'
import { explainList } from './plan.ts'

const manager: Actor = {
  kind: 'user',
  id: 'person-manager',
  name: 'Manager',
  role: 'manager',
  sessionHash: 'f'.repeat(64),
  tokenId: null,
  ip: null,
  userAgentHash: null,
  requestId: null,
}
const pageSize = 50
const times = 100

/** Pages of a long audit by the functions of the audit page, and the plan of each list. Fails on a sequential scan. */
const count = Number(argv[2])
const databaseUrl = getEnv().DATABASE_URL ?? ''
await makeDatabase()
const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
const startedAt = performance.now()
await fillLongAudit(owner, count)
say(
  `pages over ${count} events (made in ${Math.round((performance.now() - startedAt) / 1000)} s), ${pageSize} a page`,
)
const scansBefore = await countSequentialScans()

const aMonth = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }
await measure('first page', () => ({}))
await measure('exact transaction', (n) => ({
  transactionId: `tx-${Math.floor(((n + 0.5) / times) * (count / 2))}`,
}))
await measure('one person’s month', (n) => ({ by: `person-${(n * 37) % 200}`, ...aMonth }))
const cursor = await findCursor(1000)
await measure('the 1,000th page', () => ({ cursor }))

// What a connection counted is known when it ends.
await closeSql()
const scans = (await countSequentialScans()) - scansBefore
await owner.end()
say(`  sequential scans of the events in all of that, counting included: ${scans}`)
if (scans > 0) throw new Error('A page was read by a sequential scan.')

/** The list alone, and the whole page: who may, list, count, names, and the event of having been searched. */
async function measure(name: string, filterOf: (n: number) => AuditFilter): Promise<void> {
  const lists: number[] = []
  const pages: number[] = []
  for (let n = 0; n < times; n += 1) {
    const filter = filterOf(n)
    const bounds = await findIdBounds(filter)
    const atMs = performance.now()
    const rows = await readEvents(composeWhere(manager, filter, bounds), pageSize + 1)
    lists.push(performance.now() - atMs)
    if (rows.length === 0) throw new Error(`${name}: nothing was found.`)
    const pageAtMs = performance.now()
    await searchAudit(manager, filter, pageSize)
    pages.push(performance.now() - pageAtMs)
  }
  const both = (of: readonly number[]) =>
    `p50 ${percentile(of, 0.5).toFixed(1)} ms, p95 ${percentile(of, 0.95).toFixed(1)} ms`
  say(`  ${name}: list ${both(lists)}; whole page ${both(pages)}`)
  const { steps, hasSequentialScan } = await explainList(manager, filterOf(times - 1), pageSize + 1)
  for (const step of steps) say(`    ${step}`)
  if (hasSequentialScan) throw new Error(`${name}: a sequential scan.`)
}

/** Where a page begins, found as somebody leafing through finds it. */
async function findCursor(page: number): Promise<string> {
  let filter: AuditFilter = {}
  for (let at = 1; at < page; at += 1) {
    const rows = await readEvents(composeWhere(manager, filter, { first: null, end: null }), pageSize)
    filter = { cursor: rows.at(-1)?.id ?? '1' }
  }
  return filter.cursor ?? end
}

async function countSequentialScans(): Promise<number> {
  const [row] = await owner<{ scans: number }[]>`
    select seq_scan::int as scans from pg_stat_user_tables where relid = 'audit.event'::regclass`
  return row?.scans ?? 0
}

async function makeDatabase(): Promise<void> {
  const url = new URL(databaseUrl)
  const admin = postgres(new URL('/postgres', url).href, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${url.pathname.slice(1)}`)
  await admin.end()
  await migrate(databaseUrl)
}

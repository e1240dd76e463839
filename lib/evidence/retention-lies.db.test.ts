import postgres from 'postgres'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import type { RetentionRun } from '#lib/audit/evidence-event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { runRetention } from './retention.ts'

useOwnKeys()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
const [honest] = await owner<{ clock: string; leaves: string }[]>`
  select pg_get_functiondef('retention_clock'::regproc) clock, pg_get_functiondef('leaves_before'::regproc) leaves`
await owner`alter table audit.event disable trigger append_only`
await recordSome(20)
await sealAll()

afterEach(async () => {
  vi.useRealTimers()
  await owner.unsafe(`${honest?.clock ?? ''}; ${honest?.leaves ?? ''}`)
})
afterAll(async () => {
  await sql.end()
  await owner.end()
})

const verify = async () => {
  await sealAll()
  return checkRecord(sql, await verifyOptions())
}
const countRuns = async () => {
  const [row] = await owner<{ count: number }[]>`
    select count(*)::int count from audit.event where kind = 'retention.run'`
  return row?.count ?? 0
}
const moveClock = (later: string) =>
  owner.unsafe(`create or replace function retention_clock() returns timestamptz language sql stable as
    $$ select clock_timestamp() + interval '${later}' $$`)
const deleteLeaf = (leaf: number) =>
  owner`delete from audit.event e using audit.seal s where s.event_id = e.id and s.leaf_index = ${leaf}`
const run: RetentionRun = {
  kind: 'retention.run',
  phase: 'begun',
  class: 'record',
  bound: '',
  leaves: 10,
  writers: [],
  keptSha256: null,
  counts: {},
}

it('goes by no clock of the database that is ahead of its own', async () => {
  await moveClock('61 months')
  await expect(runRetention()).rejects.toThrow('clock')
  expect(await countRuns()).toBe(0)
})

it('believes nobody that young events are of the head', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 366 * 86_400_000 })
  const [first] = await owner<{ at: string }[]>`
    select e.recorded_at::text at from audit.event e join audit.seal s on s.event_id = e.id where s.leaf_index = 5`
  await owner.unsafe(`create or replace function retention_clock() returns timestamptz language sql stable as
    $$ select timestamptz '${first?.at ?? ''}' + interval '60 months' $$`)
  await owner.unsafe(`create or replace function leaves_before(bound timestamptz) returns bigint language sql stable as
    $$ select tree_size from audit.frontier $$`)
  await runRetention()
  const runs = await owner<{ leaves: string }[]>`
    select convert_from(canon, 'UTF8')::jsonb #>> '{details,leaves}' leaves from audit.event
    where kind = 'retention.run' and convert_from(canon, 'UTF8')::jsonb #>> '{details,class}' = 'record'`
  expect(new Set(runs.map(({ leaves }) => leaves))).toEqual(new Set(['5']))
})

it('does not hide what was too young to be dropped', async () => {
  await deleteLeaf(7)
  await recordEvent(systemActor('retention'), { ...run, bound: new Date().toISOString() })
  const missing = { text: expect.stringContaining('it is missing') }
  expect(await verify()).toMatchObject({ outcome: 'tampered', fault: missing })
})

it('does not hide what was recorded after its bound', async () => {
  await recordEvent(systemActor('retention'), { ...run, bound: '2020-01-01T00:00:00.000Z' })
  const younger = { text: expect.stringContaining('it is younger') }
  expect(await verify()).toMatchObject({ outcome: 'tampered', fault: younger })
})

import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { cellsGone } from '#lib/batches/cells-gone.ts'
import { runLane } from '#lib/batches/lane.ts'
import { exportResults } from '#lib/batches/results.ts'
import { startBatch } from '#lib/batches/start.ts'
import { sweepBatches } from '#lib/batches/sweep.ts'
import { gr8Rows, makeBatch } from '#lib/batches/testing/make-batch.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { approveErasure, requestErasure } from './erasure.ts'
import { liftHold, setHold } from './hold.ts'
import { runRetention } from './retention.ts'
import { signInManager } from './testing/managers.ts'

useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  vi.useRealTimers()
  await desk.close()
  await sql.end()
  await owner.end()
})

const finance = actorOf('finance')
const manager = await signInManager()
const signal = new AbortController().signal

/** A list of so many rows that was asked, each with a name beside its ids; the last was no good, the one before a duplicate. */
async function askList(scenario: string, rows: number, reason: string): Promise<string> {
  const batchId = await makeBatch(finance, gr8Rows(rows, scenario))
  await owner`
    update batch_item set cells = jsonb_build_array(input ->> 'transactionId', input ->> 'playerId', 'Ann Example'),
      state = case ordinal when ${rows - 1} then 'invalid' when ${rows - 2} then 'duplicate' else state end,
      duplicate_of = case ordinal when ${rows - 2} then 0 end,
      problems = case ordinal when ${rows - 1} then '[{"column": "name", "reason": "“Ann Example” is no id."}]'::jsonb end
    where batch_id = ${batchId}`
  await owner`update batch set columns = '["ref", "who", "name"]' where id = ${batchId}`
  await startBatch(finance, { batchId, reason, reuseMinutes: null })
  for (const lane of await sweepBatches()) await runLane(lane, { signal })
  await sweepBatches()
  return batchId
}

/** Which rows still have their cells; null where the batch is gone. */
async function keptOf(batchId: string): Promise<readonly number[] | null> {
  const [batch] = await owner`select from batch where id = ${batchId}`
  if (!batch) return null
  const rows = await owner<{ ordinal: number }[]>`
    select ordinal from batch_item where batch_id = ${batchId} and cells <> '[]' order by ordinal`
  return rows.map(({ ordinal }) => ordinal)
}

/** The name in each row of the results, and whether the row says that its cells are gone. */
async function readResults(batchId: string) {
  const file = await exportResults(finance, batchId, { format: 'jsonl', only: 'all' })
  const lines = (await Array.fromAsync(file?.pieces ?? [])).join('').trim().split('\n').slice(1, -1)
  return lines.map((line) => {
    const { cells, reason }: { cells: string[]; reason: string | null } = JSON.parse(line)
    return [cells[2] ?? '', reason?.includes(cellsGone) ?? false]
  })
}

async function moveClock(moment: string, later: string): Promise<void> {
  await owner.unsafe(`create or replace function retention_clock() returns timestamptz language sql stable as
    $$ select timestamptz '${moment}' + interval '${later}' $$`)
  const [row] = await owner<{ now: Date }[]>`select retention_clock() now`
  vi.useFakeTimers({ toFake: ['Date'], now: row?.now ?? new Date() })
}

async function lastRun(of: string) {
  const [row] = await owner<{ canon: Buffer }[]>`
    select canon from audit.event where kind = 'retention.run'
      and convert_from(canon, 'UTF8')::jsonb #>> '{details,class}' = ${of} order by id desc limit 1`
  return row && JSON.parse(row.canon.toString()).details
}

async function lift(subject: string): Promise<void> {
  const [hold] = await owner<{ id: string }[]>`
    select id from legal_hold where subject = ${subject} and lifted_at is null`
  await liftHold(manager, { id: hold?.id ?? '', reason: 'over' })
}

it(
  'the cells of lists go with the evidence, and lists with the record, but for what is held',
  { timeout: 120_000 },
  async () => {
    // Players p-0 to p-6 by turns, so that the held one is named by rows 1 and 8.
    const list = await askList('sc-ok-list', 12, 'FIN-1')
    const ofCase = await askList('sc-ok-case', 4, 'case 7')
    await setHold(manager, { subjectKind: 'player', subject: 'p-1', reason: 'court order 1' })
    await setHold(manager, { subjectKind: 'transaction', subject: 'sc-ok-list-0', reason: 'court order 2' })
    await setHold(manager, { subjectKind: 'case', subject: 'case 7', reason: 'court order 3' })
    await sealAll()
    const [at] = await owner<{ now: string }[]>`select clock_timestamp()::text now`
    const young = await askList('sc-ok-young', 3, 'FIN-2')
    const boundary = at?.now ?? ''

    await runRetention({ batchSize: 1 })
    expect(await keptOf(list)).toHaveLength(12)

    await moveClock(boundary, '12 months')
    await runRetention({ batchSize: 1 })
    // Row 10 is a duplicate of the first, which is held.
    expect(await keptOf(list)).toEqual([0, 1, 8, 10])
    expect(await keptOf(ofCase)).toEqual([0, 1, 2, 3])
    expect(await keptOf(young)).toEqual([0, 1, 2])
    expect(await readResults(list)).toEqual(
      Array.from({ length: 12 }, (_, n) => ([0, 1, 8, 10].includes(n) ? ['Ann Example', false] : ['', true])),
    )
    expect(await lastRun('evidence')).toMatchObject({ phase: 'done', counts: { cells: '8' } })
    const rows = await owner<{ problems: unknown; input: unknown; status: string | null }[]>`
    select problems, input, status from batch_item where batch_id = ${list} and ordinal in (2, 11) order by ordinal`
    expect(rows[0]).toMatchObject({ status: 'succeeded', input: { transactionId: 'sc-ok-list-2' } })
    expect(JSON.stringify(rows)).not.toContain('Ann')
    const dump = JSON.stringify(
      await owner`select * from batch_item where batch_id = ${list} and ordinal = 2`,
    )
    expect(dump).not.toContain('Ann')

    await lift('p-1')
    await runRetention({ batchSize: 1 })
    expect(await keptOf(list)).toEqual([0, 10])
    expect(await lastRun('evidence')).toMatchObject({ counts: { cells: '2' } })
    await lift('sc-ok-list-0')

    await moveClock(boundary, '60 months')
    await runRetention({ batchSize: 3 })
    expect(await keptOf(list)).toBeNull()
    expect(await owner`select from batch_item where batch_id = ${list}`).toHaveLength(0)
    expect(await keptOf(ofCase)).toEqual([0, 1, 2, 3])
    // Its evidence is due by then, and the record of it is not.
    expect(await keptOf(young)).toEqual([])
    expect(await lastRun('record')).toMatchObject({ phase: 'done', counts: { batches: '1' } })
    await sealAll()
    expect(await checkRecord(sql, await verifyOptions())).toMatchObject({ outcome: 'intact', fault: null })
  },
)

it('an erasure takes the cells of the player’s rows with it', { timeout: 120_000 }, async () => {
  vi.useRealTimers()
  const list = await askList('sc-ok-erased', 12, 'FIN-3')
  const { id } = await requestErasure(manager, { playerId: 'p-3', reason: 'asked by the player' })
  expect(await keptOf(list)).toHaveLength(12)
  await approveErasure(await signInManager(), { id, reason: 'checked' })
  expect(await keptOf(list)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11])
})

it('nothing goes that no event has said', async () => {
  const bound = new Date(Date.now() - 20 * 365 * 86_400_000).toISOString()
  await expect(sql`select drop_cells(${bound}::text::timestamptz, 10)`).rejects.toThrow('no event says')
  await expect(sql`select * from drop_batches(${bound}::text::timestamptz, 0, 10)`).rejects.toThrow(
    'no event says',
  )
})

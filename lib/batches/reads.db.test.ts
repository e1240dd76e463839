import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { newTimeId } from '#lib/time-id.ts'

const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(() => owner.end())

const connection = 'gr8-demo'
const rows = 20_000
const claimedByOthers = 5_000

/** How many rows of a table were read, of those that a transaction has read so far, by something done in it. */
async function countReads(table: 'batch_item' | 'evidence_key' | 'lookup', act: () => Promise<unknown>) {
  const read = async () => {
    const [row] = await owner<{ reads: number }[]>`
      select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as reads from pg_stat_xact_user_tables where relname = ${table}`
    return row?.reads ?? 0
  }
  const before = await read()
  await act()
  return (await read()) - before
}

async function insertBatches(count: number, rowsEach: number, state: 'waiting' | 'done'): Promise<string> {
  const ids = Array.from({ length: count }, () => newTimeId())
  await owner`
    with made as (
      insert into batch (id, state, name, source, created_by)
      select id, 'running', 'x', 'api', 'x' from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) x, uuid(x) id
      returning id)
    insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, state)
    select made.id, n, n, '[]', ${connection}, '{}', 'tx-' || n, ${state} from made, generate_series(0, ${rowsEach - 1}) n`
  return ids[0] ?? ''
}

interface Claimed {
  readonly ordinal: number
  readonly attempt: number
}

/** What a lane does with so many rows, and how many it read for each. */
async function workOn(batchId: string, count: number) {
  const run = newTimeId()
  let claimed: readonly Claimed[] = []
  const claim = await countReads('batch_item', async () => {
    claimed = await owner<Claimed[]>`
      select ordinal, attempt from claim_batch_items(${batchId}, ${connection}, 1::smallint, ${run}, ${count}, false)`
  })
  expect(claimed).toHaveLength(count)
  const at = new Date().toISOString()
  const lookups = claimed.map(({ ordinal, attempt }) => {
    const id = newTimeId()
    const about = {
      connection_id: connection,
      provider: 'gr8-tech',
      input: {},
      origin: 'batch',
      asked_by: 'x',
    }
    return {
      ...about,
      id,
      request_id: batchId,
      ordinal,
      board_id: id,
      asked_at: at,
      deadline_at: at,
      attempt,
    }
  })
  let held: readonly object[] = []
  const intents = await countReads('batch_item', async () => {
    held =
      await owner`select * from record_batch_intents(${run}, ${JSON.stringify(lookups)}::text::jsonb, '[]')`
  })
  expect(held).toHaveLength(count)
  const kept = { outcome: 'absent', status: null, absence: 'not_found', fault: null, final: null }
  const outcomes = lookups.map(({ id }) => {
    const empty = { amounts: [], balances: [], exchange_ids: [], drifted: false }
    return { ...kept, ...empty, id: newTimeId(), lookup_id: id, answered_at: at, duration_ms: 1 }
  })
  const items = lookups.map(({ id, ordinal, attempt }) => {
    const judged = { again: false, counted: 1, wait_ms: 0 }
    return { ...kept, ...judged, lookup_id: id, ordinal, attempt, run }
  })
  let taken: readonly object[] = []
  const settled = await countReads('batch_item', async () => {
    taken = await owner`
      select * from record_batch_outcomes(${batchId}, ${JSON.stringify(outcomes)}::text::jsonb, '[]', '[]', false,
        ${JSON.stringify(items)}::text::jsonb, 4)`
  })
  expect(taken).toHaveLength(count)
  const [done] = await owner`
    select count(*)::int as rows from batch_item where batch_id = ${batchId} and claimed_by = ${run} and state = 'done'`
  expect(done).toEqual({ rows: count })
  return { claim, intents, settled }
}

describe.each([
  ['nothing', async () => {}],
  ['another list', () => insertBatches(1, 2_000, 'done')],
  ['lists of one row', () => insertBatches(2_000, 1, 'done')],
])('where statistics know %s', (_name, before) => {
  it(
    'a call reads the rows that it is about, in a batch of 20,000 of which 5,000 are claimed',
    { timeout: 60_000 },
    async () => {
      await owner.unsafe('begin')
      await before()
      await owner.unsafe('analyze batch, batch_item, lookup, lookup_outcome')
      const batchId = await insertBatches(1, rows, 'waiting')
      await owner`
        select from claim_batch_items(${batchId}, ${connection}, 0::smallint, ${newTimeId()}, ${claimedByOthers}, false)`
      for (const count of [1, 50, 1_000]) {
        const { claim, intents, settled } = await workOn(batchId, count)
        // Found, locked and found again.
        expect(claim).toBeLessThanOrEqual(3 * count)
        expect(intents).toBeLessThanOrEqual(2 * count)
        expect(settled).toBeLessThanOrEqual(2 * count)
      }
      const lost =
        await owner`select from claim_batch_items(${batchId}, ${connection}, 2::smallint, ${newTimeId()}, 500, false)`
      const recovered = await countReads(
        'batch_item',
        () =>
          owner`select from recover_items(${batchId}, ${connection}, 2::smallint, ${newTimeId()}, '{}', 4)`,
      )
      expect(recovered).toBeLessThanOrEqual(5 * lost.length)
      await owner.unsafe('rollback')
    },
  )
})

it('keys are read of those who are asked about alone', async () => {
  await owner.unsafe('begin; analyze evidence_key')
  const offer = (player: number) => ({
    id: newTimeId(),
    subject_kind: 'player',
    subject: `p-${player}`,
    master_key_id: 'x',
    wrapped: 'AAAA',
    created_at: new Date().toISOString(),
    beside: null,
  })
  const find = (players: readonly number[]) =>
    owner`select id from find_or_make_keys(${JSON.stringify(players.map(offer))}::text::jsonb, '{}')`
  const made = await find(Array.from({ length: 3_000 }, (_, n) => n))
  expect(made).toHaveLength(3_000)
  let found: readonly object[] = []
  const players = Array.from({ length: 50 }, (_, n) => n * 7)
  const reads = await countReads('evidence_key', async () => {
    found = await find(players)
  })
  expect(found).toEqual(players.map((n) => made[n]))
  expect(reads).toBeLessThanOrEqual(100)
  await owner.unsafe('rollback')
})

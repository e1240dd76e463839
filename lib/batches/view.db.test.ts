import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getSql } from '#db/client.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { composeItems } from './items-store.ts'
import { findItem, type ItemFilter, itemFilter, listItems } from './items.ts'
import { composeBatches } from './list-store.ts'
import { listBatches } from './list.ts'
import { insertBatch } from './testing/insert-batch.ts'
import { countRows } from './view-store.ts'
import { findBatch } from './view.ts'

const finance = actorOf('finance')
let large = ''
let small = ''

beforeAll(async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  // Of others, since one batch is never all that there is.
  for (let n = 0; n < 4; n++) await insertBatch(owner, { state: 'finished', rows: 50_000, by: 'others' })
  large = await insertBatch(owner, { state: 'running', rows: 100_000 })
  small = await insertBatch(owner, { state: 'finished', rows: 200, by: 'somebody' })
  await owner`insert into connection_pause values ('gr8-demo', now() + interval '1 minute', 'It timed out ten times.'),
    ('fizzy-demo', now() - interval '1 second', 'It is over.')`
  // As autovacuum would.
  await owner`vacuum analyze batch, batch_item`
  await owner.end()
})

describe('a batch', () => {
  it('is counted from its rows', async () => {
    const batch = await findBatch(finance, small)
    expect(batch).toMatchObject({ state: 'finished', reason: 'FIN-1 month end', created: { by: 'somebody' } })
    expect(batch?.progress).toMatchObject({
      rows: 200,
      invalid: 4,
      duplicates: 6,
      toAsk: 190,
      done: 190,
      faults: 4,
      absent: 8,
      waiting: 0,
      answered: { pending: 10, declined: 4, succeeded: 164 },
    })
  })

  it('says what is open, and which connection rests', async () => {
    const batch = await findBatch(finance, large)
    const { progress } = batch ?? expect.fail()
    expect(progress.done + progress.waiting + progress.running).toBe(progress.toAsk)
    expect(progress).toMatchObject({ rows: 100_000, toAsk: 95_000, running: 10 })
    expect(progress.connections.map(({ connection, paused }) => [connection, paused?.why])).toEqual([
      ['fizzy-demo', undefined],
      ['gr8-demo', 'It timed out ten times.'],
    ])
  })

  it('is none for an id that there is not', async () => {
    expect(await findBatch(finance, '0198f000-0000-7000-8000-000000000000')).toBeNull()
    expect(await findBatch(finance, 'nonsense')).toBeNull()
  })

  it('is for who may run batches', async () => {
    const denied = { problem: { kind: 'denied', capability: 'batch.run' } }
    await expect(findBatch(actorOf('support'), small)).rejects.toMatchObject(denied)
    await expect(listItems(actorOf('support'), small, {}, 10)).rejects.toMatchObject(denied)
    await expect(findItem(actorOf('admin'), small, 1)).rejects.toMatchObject(denied)
    await expect(listBatches(actorOf('admin'), {}, 10)).rejects.toMatchObject(denied)
  })
})

describe('the list', () => {
  it('has the newest first, page by page', async () => {
    const first = await listBatches(finance, {}, 1)
    expect(first.data).toMatchObject([{ id: small, rows: 200, toAsk: 190, done: 190, faults: 4 }])
    const second = await listBatches(finance, { cursor: first.nextCursor ?? '' }, 1)
    expect(second.data.map(({ id }) => id)).toEqual([large])
    const rest = await listBatches(finance, { cursor: second.nextCursor ?? '' }, 4)
    expect(rest.data).toHaveLength(4)
    expect(rest.nextCursor).toBeNull()
  })

  it('is narrowed by state and person', async () => {
    expect((await listBatches(finance, { state: 'running' }, 9)).data.map(({ id }) => id)).toEqual([large])
    expect((await listBatches(finance, { by: 'me' }, 9)).data.map(({ id }) => id)).toEqual([large])
    expect((await listBatches(finance, { by: 'nobody' }, 9)).data).toEqual([])
  })
})

describe('rows', () => {
  it('come once each, in the order of the file', async () => {
    const ordinals: number[] = []
    let cursor: string | null = null
    do {
      const page = await listItems(finance, small, itemFilter.parse(cursor === null ? {} : { cursor }), 33)
      ordinals.push(...page.data.map(({ ordinal }) => ordinal))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(ordinals).toEqual(Array.from({ length: 200 }, (_, n) => n))
  })

  it('are as many as their tile counts', async () => {
    const { progress } = (await findBatch(finance, large)) ?? expect.fail()
    const count = async (filter: ItemFilter) => (await listItems(finance, large, filter, 100_000)).data.length
    expect(await count({ show: 'pending' })).toBe(progress.answered.pending)
    expect(await count({ show: 'absent' })).toBe(progress.absent)
    expect(await count({ show: 'fault' })).toBe(progress.faults)
    expect(await count({ show: 'running' })).toBe(progress.running)
    expect(await count({ show: 'invalid' })).toBe(progress.invalid)
    expect(await count({ show: 'duplicate' })).toBe(progress.duplicates)
    const [fizzy] = progress.connections
    expect(await count({ show: 'waiting', connection: 'fizzy-demo' })).toBe(fizzy?.waiting)
  })

  it('show of a duplicate what became of its first', async () => {
    expect(await findItem(finance, small, 3)).toMatchObject({
      state: 'duplicate',
      duplicateOfLine: 52,
      shownState: 'done',
      outcome: 'answered',
      status: 'succeeded',
    })
  })

  it('keep the cells as they stood', async () => {
    expect(await findItem(finance, small, 101)).toMatchObject({
      line: 103,
      cells: ['tx-00000000000000000101', 'p-101', '101.50'],
      problems: [{ column: 'player', reason: 'is missing' }],
    })
  })

  it('cannot be asked for by what no tile has', () => {
    expect(itemFilter.safeParse({ show: 'everything' }).success).toBe(false)
    expect(itemFilter.safeParse({ cursor: '-1' }).success).toBe(false)
  })
})

/** What the executor did with 100,000 rows, in 8 kB blocks. The table has some 3,000, its widest index some 1,500. */
describe('reads a batch of 100,000', () => {
  it('counting from the index alone', async () => {
    const plan = await explain(countRows(large))
    expect(plan.kinds).toContain('Index Only Scan')
    expect(plan.kinds).not.toContain('Seq Scan')
    expect(plan.fetched).toBe(0)
  })

  it.each<readonly [string, ItemFilter, number]>([
    ['the first page', {}, 700],
    ['a page in its middle', { cursor: 50_000 }, 700],
    ['its last rows', { cursor: 99_950 }, 700],
    ['a common status', { show: 'succeeded' }, 2_500],
    ['a common status, late', { show: 'succeeded', cursor: 60_000 }, 2_500],
    ['faults', { show: 'fault' }, 2_500],
    ['a status never told', { show: 'rolled_back' }, 2_500],
    ['what runs', { show: 'running' }, 700],
    ['invalid rows of a connection', { show: 'invalid', connection: 'gr8-demo' }, 1_000],
  ])('%s', async (_, filter, blocks) => {
    const plan = await explain(composeItems(large, filter, 101))
    expect(plan.kinds).not.toContain('Seq Scan')
    expect(plan.blocks).toBeLessThan(blocks)
  })

  it('for its line in the list', async () => {
    const plan = await explain(composeBatches({ state: null, by: null, before: null }, 26))
    expect(plan.scanned).not.toContain('batch_item')
    expect(plan.blocks).toBeLessThan(3_000)
  })
})

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Heap Fetches': z.number().optional(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const explained = z.tuple([
  z.object({
    Plan: planNode.extend({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }),
  }),
])

async function explain(query: ReturnType<typeof composeItems> | ReturnType<typeof countRows>) {
  const [row] = await getSql()`explain (analyze, buffers, format json) ${query}`
  const [{ Plan: top }] = explained.parse(row?.['QUERY PLAN'])
  const nodes = list(top)
  return {
    kinds: nodes.map((node) => node['Node Type']),
    scanned: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
    fetched: nodes.reduce((total, node) => total + (node['Heap Fetches'] ?? 0), 0),
    blocks: top['Shared Hit Blocks'] + top['Shared Read Blocks'],
  }
}

function list(node: z.output<typeof planNode>): readonly z.output<typeof planNode>[] {
  return [node, ...(node.Plans ?? []).flatMap(list)]
}

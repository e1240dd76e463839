import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { insertItems, reopenReading } from './intake-store.ts'
import type { BatchMapping } from './mapping.ts'
import { receiveBatch } from './receive.ts'
import { remapBatch, restoreMappings } from './remap.ts'
import { sweepBatches } from './sweep.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const finance = actorOf('finance')

const mapping: BatchMapping = {
  connection: 'gr8-demo',
  connectionColumn: null,
  inputs: { 'gr8-demo': { transactionId: { column: 0 }, playerId: { column: 1 } } },
}

async function receive(): Promise<string> {
  const body = (async function* () {
    yield Buffer.from('ref,who\n1001,p1\n1002,p2\n1003,p3\n')
  })()
  const list = { body, declaredBytes: null, name: 'march.csv', source: 'file', connection: null } as const
  return (await receiveBatch(finance, { ...list, mapping })).id
}

const itemsOf = (id: string) =>
  getSql()`select ordinal, input, transaction_id, state, problems from batch_item where batch_id = ${id} order by ordinal`
const stateOf = async (id: string) =>
  (await getSql()<{ state: string }[]>`select state from batch where id = ${id}`)[0]?.state

/** As it stands when who gives columns another meaning dies after the first row. */
async function dieHalfway(id: string): Promise<void> {
  await reopenReading(id)
  const item = { ordinal: 0, line: 2, cells: ['1001', 'p1'], connection_id: 'gr8-demo', transaction_id: 'p1' }
  const rest = { problems: null, duplicate_of: null, spoilt: null, secrets: null }
  await insertItems(id, [{ ...item, ...rest, input: { transactionId: 'p1', playerId: '1001' } }])
}

it('columns whose new meaning broke off halfway get the one back that they had, and can be given it anew', async () => {
  const id = await receive()
  const before = await itemsOf(id)
  expect(before[0]).toMatchObject({ transaction_id: '1001', state: 'waiting' })
  await dieHalfway(id)
  expect(await itemsOf(id)).not.toEqual(before)
  // Whoever does it may still be at work.
  await restoreMappings()
  expect(await stateOf(id)).toBe('reading')

  await getSql()`update batch set read_at = now() - interval '3 minutes' where id = ${id}`
  await sweepBatches()
  expect(await stateOf(id)).toBe('reading')
  await Promise.all([restoreMappings(), restoreMappings(), restoreMappings()])
  expect(await stateOf(id)).toBe('ready')
  expect(await itemsOf(id)).toEqual(before)
  const events = await getSql()<{ kind: string; actor: string }[]>`
    select kind, actor_id as actor from audit.event where object_id = ${id} order by id`
  expect(events.at(-1)).toEqual({ kind: 'batch.mapped', actor: 'system:batch' })

  const other = { 'gr8-demo': { transactionId: { column: 1 }, playerId: { column: 0 } } }
  await remapBatch(finance, id, { ...mapping, inputs: other })
  expect((await itemsOf(id))[2]).toMatchObject({ transaction_id: 'p3', state: 'waiting' })
})

it('columns of a list whose cells retention dropped keep their meaning', async () => {
  const id = await receive()
  await getSql()`update batch set cells_held = 0 where id = ${id}`
  await expect(remapBatch(finance, id, mapping)).rejects.toThrow('since the list is old')
  expect(await stateOf(id)).toBe('ready')
})

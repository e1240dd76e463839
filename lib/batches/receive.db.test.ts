import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { discardBatch } from './discard.ts'
import type { BatchMapping } from './mapping.ts'
import { type GivenList, receiveBatch } from './receive.ts'
import { remapBatch } from './remap.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const finance = actorOf('finance')

const listOf = (text: string, more: Partial<GivenList> = {}): GivenList => ({
  body: (async function* () {
    yield Buffer.from(text)
  })(),
  declaredBytes: null,
  name: 'march.csv',
  source: 'file',
  connection: null,
  mapping: null,
  ...more,
})
const receive = (text: string, more: Partial<GivenList> = {}) => receiveBatch(finance, listOf(text, more))

interface Item {
  readonly ordinal: number
  readonly line: number
  readonly cells: readonly string[]
  readonly connection_id: string | null
  readonly input: Record<string, string> | null
  readonly transaction_id: string | null
  readonly problems: readonly { column: string | null; reason: string }[] | null
  readonly duplicate_of: number | null
  readonly state: string
}
const itemsOf = (id: string) =>
  getSql()<Item[]>`select * from batch_item where batch_id = ${id} order by ordinal`
const batchOf = async (id: string) => (await getSql()`select * from batch where id = ${id}`)[0]
const newestEvent = async () =>
  (
    await getSql()`select kind, object_id, result, convert_from(canon, 'UTF8')::jsonb -> 'details' as details
                  from audit.event order by id desc limit 1`
  )[0]

describe('a list', () => {
  it('becomes a batch that is ready: rows, duplicates, invalid ones, and its event', async () => {
    const text = 'transaction_id;amount\n007;1,50\n1e5;2\n007;3\n;4\n1.23457E+18;5\n="008";6\n'
    const { id, state, refusal } = await receive(text, { connection: 'fizzy-demo' })
    expect({ state, refusal }).toEqual({ state: 'ready', refusal: null })
    expect(await batchOf(id)).toMatchObject({
      state: 'ready',
      columns: ['transaction_id', 'amount'],
      format: { kind: 'csv', encoding: 'utf-8', delimiter: ';', counts: 'lines' },
      mapping: { connection: 'fizzy-demo', inputs: { 'fizzy-demo': { transactionId: { column: 0 } } } },
      bytes: String(text.length),
      created_by: finance.id,
    })
    const items = await itemsOf(id)
    expect(
      items.map(({ line, state: of, transaction_id, duplicate_of }) => [
        line,
        of,
        transaction_id,
        duplicate_of,
      ]),
    ).toEqual([
      [2, 'waiting', '007', null],
      [3, 'waiting', '1e5', null],
      [4, 'duplicate', '007', 0],
      [5, 'invalid', null, null],
      [6, 'invalid', null, null],
      [7, 'waiting', '008', null],
    ])
    expect(items[5]?.cells).toEqual(['="008"', '6'])
    expect(items[3]?.problems).toEqual([{ column: 'transaction_id', reason: 'transactionId is required.' }])
    expect(items[4]?.problems?.[0]?.reason).toContain('is what Excel leaves of a long number')
    expect(await newestEvent()).toMatchObject({
      kind: 'batch.created',
      object_id: id,
      result: 'ok',
      details: { rows: '6', source: 'file', bytes: String(text.length) },
    })
  })

  it('names its connections in a column, by id, label or provider', async () => {
    const text =
      'Provider,Transaction ID,User ID,Game\nfungamess-demo,tx-1,5,7\nFUNGAMESS,tx-1,5,7\nnobody,tx-2,5,7\n,tx-3,,\nfizzy-bubbly,tx-1,x,\n'
    const { id } = await receive(text)
    const items = await itemsOf(id)
    expect(items.map(({ connection_id, state }) => [connection_id, state])).toEqual([
      ['fungamess-demo', 'waiting'],
      ['fungamess-demo', 'duplicate'],
      [null, 'invalid'],
      [null, 'invalid'],
      ['fizzy-demo', 'waiting'],
    ])
    expect(items[0]?.input).toEqual({ transactionId: 'tx-1', userId: '5', gameId: '7' })
    expect(items[2]?.problems).toEqual([{ column: 'Provider', reason: '“nobody” is no connection.' }])
  })

  it('of ids alone may be pasted without a header', async () => {
    const { id } = await receive('1001\n1002\n', { source: 'paste', connection: 'fizzy-demo', name: '' })
    expect((await itemsOf(id)).map(({ transaction_id, line }) => [transaction_id, line])).toEqual([
      ['1001', 1],
      ['1002', 2],
    ])
  })

  it('that is no good becomes a refused batch of which nothing is kept', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => `tx-${at},a`).join('\n')
    const { id, state, refusal, tooLarge } = await receive(`transaction_id,note\n${rows}\n1,"oops\n`)
    expect({ state, refusal, tooLarge }).toEqual({
      state: 'refused',
      refusal: 'Line 2502 opens a quote (") that is never closed.',
      tooLarge: false,
    })
    expect(await batchOf(id)).toMatchObject({ state: 'refused', refusal })
    expect(await itemsOf(id)).toEqual([])
    expect(await newestEvent()).toMatchObject({ kind: 'batch.unreadable', object_id: id, result: 'failed' })
  })

  it('of 60 MB is refused early, whether its length is named or not', async () => {
    let given = 0
    const body = async function* () {
      for (; given < 60; given += 1) yield Buffer.alloc(1024 * 1024, 'x')
    }
    const undeclared = await receiveBatch(finance, { ...listOf(''), body: body() })
    expect(undeclared).toMatchObject({ state: 'refused', tooLarge: true })
    expect(undeclared.refusal).toContain('At most 50 MiB are read at once')
    expect(given).toBe(50)
    const declared = await receive('', { declaredBytes: 60 * 1024 * 1024 })
    expect(declared).toMatchObject({ state: 'refused', tooLarge: true })
    expect(declared.refusal).toContain('this has 60 MiB')
  })

  it('that is cancelled while its rows are read is refused, and nothing of it is kept', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => `tx-${at}`).join('\n')
    let asked = 0
    const isCancelled = () => (asked += 1) > 1500
    const { id, state, refusal } = await receive(`transaction_id\n${rows}\n`, { isCancelled })
    expect({ state, refusal }).toEqual({
      state: 'refused',
      refusal: 'Whoever brought it cancelled it while its rows were read.',
    })
    expect(await itemsOf(id)).toEqual([])
  })

  it('whose body breaks off leaves nothing', async () => {
    const before = await getSql()`select count(*) from batch`
    const body = (async function* () {
      yield Buffer.from('transaction_id\n1\n')
      throw new Error('cut')
    })()
    await expect(receiveBatch(finance, { ...listOf(''), body })).rejects.toThrow('cut')
    expect(await getSql()`select count(*) from batch`).toEqual(before)
  })

  it('is received once under a key', async () => {
    const first = await receive('transaction_id\n1\n', { idempotencyKey: 'k' })
    const second = await receive('transaction_id\n1\n', { idempotencyKey: 'k' })
    expect(second).toEqual({ ...first, repeated: true })
    await expect(receive('transaction_id\n2\n', { idempotencyKey: 'k' })).rejects.toMatchObject({
      problem: { kind: 'conflict' },
    })
    // Look-ups have keys of their own.
    expect(await getSql()`select key from idempotency_key where request_id = ${first.id}`).toEqual([
      { key: 'batch k' },
    ])
  })

  it('is nobody’s to bring who may not', async () => {
    await expect(receiveBatch(actorOf('support'), listOf('transaction_id\n1\n'))).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'batch.run' },
    })
    await expect(receive('transaction_id\n1\n', { connection: 'nobody' })).rejects.toMatchObject({
      problem: { kind: 'invalid', fields: { connection: expect.any(String) } },
    })
  })
})

describe('columns', () => {
  const text = 'ref,who\n1001,p1\n1001,p1\n'
  const mapping: BatchMapping = {
    connection: 'gr8-demo',
    connectionColumn: null,
    inputs: { 'gr8-demo': { transactionId: { column: 0 }, playerId: { column: 1 } } },
  }

  it('are given a meaning, which is remembered for the next list with this header', async () => {
    const first = await receive(text)
    expect((await itemsOf(first.id)).map(({ problems }) => problems?.[0]?.reason)).toEqual([
      'No connection is chosen.',
      'No connection is chosen.',
    ])
    await remapBatch(finance, first.id, mapping)
    const remapped = await itemsOf(first.id)
    expect(remapped.map(({ state, duplicate_of }) => [state, duplicate_of])).toEqual([
      ['waiting', null],
      ['duplicate', 0],
    ])
    expect(await batchOf(first.id)).toMatchObject({ state: 'ready', mapping })
    expect(await newestEvent()).toMatchObject({ kind: 'batch.mapped', object_id: first.id })
    const second = await receive(text)
    expect((await itemsOf(second.id)).map(({ input }) => input)).toEqual(remapped.map(({ input }) => input))
  })

  it('cannot mean what is not there, nor after the start', async () => {
    const { id } = await receive(text)
    await expect(
      remapBatch(finance, id, { ...mapping, inputs: { 'gr8-demo': { nothing: { column: 9 } } } }),
    ).rejects.toMatchObject({ problem: { kind: 'invalid' } })
    await getSql()`update batch set state = 'running' where id = ${id}`
    await expect(remapBatch(finance, id, mapping)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
    await expect(discardBatch(finance, id)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
  })

  it('go with their batch when it is discarded', async () => {
    const { id } = await receive(text)
    await discardBatch(finance, id)
    expect(await batchOf(id)).toMatchObject({ state: 'cancelled' })
    expect(await itemsOf(id)).toEqual([])
  })
})

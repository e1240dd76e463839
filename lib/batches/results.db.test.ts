import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { newTimeId } from '#lib/time-id.ts'
import { meaningByChoice, type ResultChoice } from './results-format.ts'
import { countResults, exportResults } from './results.ts'
import { answerBatch } from './testing/answer-batch.ts'
import { quirks } from './testing/quirks.ts'

const desk = await openTestDesk()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
const operator = { ...actorOf('finance'), kind: 'cli' } as const
afterAll(async () => {
  await owner.end()
  await desk.close()
})

interface Row {
  readonly connection?: string
  readonly transaction?: string
  readonly state?: string
  readonly said?: string
  readonly cells?: readonly string[]
  readonly amount?: string
}

/** A batch of rows with answers; `said` is a status, or `absent`, or `fault`. */
async function insertRows(rows: readonly Row[], columns: readonly string[] = ['id']): Promise<string> {
  const id = newTimeId()
  await owner`insert into batch (id, state, name, source, columns, created_by)
    values (${id}, 'finished', 'a list', 'file', ${JSON.stringify(columns)}::text::jsonb, 'test-finance')`
  for (const [ordinal, row] of rows.entries()) {
    const { connection = 'gr8-demo', transaction = `t${ordinal}`, state = 'done', said = 'succeeded' } = row
    const outcome = said === 'absent' || said === 'fault' ? said : 'answered'
    await owner`insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, state, asked,
        outcome, status, absence, fault, final)
      values (${id}, ${ordinal}, ${ordinal + 2}, ${JSON.stringify(row.cells ?? [transaction])}::text::jsonb, ${connection},
        '{}', ${transaction}, ${state}, 1, ${state === 'done' ? outcome : null}, ${outcome === 'answered' ? said : null},
        ${said === 'absent' ? 'not_found' : null}, ${said === 'fault' ? 'timeout' : null}, ${said !== 'pending'})`
  }
  const amounts = rows.map(({ amount = '10.00' }, ordinal) => `when ${ordinal} then '${amount}'`)
  await answerBatch(owner, id, { amount: `case i.ordinal ${amounts.join(' ')} end` })
  return id
}

async function read(batchId: string, only: ResultChoice = 'all') {
  const file = (await exportResults(operator, batchId, { format: 'csv', only })) ?? expect.fail()
  const text = Buffer.concat(
    (await Array.fromAsync(file.pieces)).map((piece) => Buffer.from(piece)),
  ).toString()
  const records: string[][] = parse(text, { relaxColumnCount: false })
  const [header = [], ...rest] = records
  const objects = rest.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
  return { file, text, header, records: rest, rows: objects.slice(0, -1), end: objects.at(-1) }
}

describe('the user’s own cells', () => {
  const columns = quirks.map((_, at) => (at === 0 ? 'say "what"' : at === 1 ? '=head' : `c${at}`))
  const list = [quirks, quirks.toReversed(), [...quirks, 'beyond', ''], quirks.slice(0, 3)]

  it('are the first of a CSV, byte for byte, in their order', async () => {
    const id = await insertRows(
      list.map((cells) => ({ cells })),
      columns,
    )
    const { header, records } = await read(id)
    expect(header.slice(0, columns.length)).toEqual(columns)
    for (const [at, cells] of list.entries()) {
      const wide = Array.from({ length: quirks.length + 2 }, (_, n) => cells[n] ?? '')
      expect(records[at]?.slice(0, wide.length)).toEqual(wide)
      // Ours stand under their names whatever the width of the row.
      expect(records[at]?.[header.indexOf('desk_status')]).toBe('succeeded')
    }
  })

  it('are the first of a workbook and of a line of JSON too', async () => {
    const id = await insertRows(
      list.map((cells) => ({ cells })),
      columns,
    )
    const book = (await exportResults(operator, id, { format: 'xlsx', only: 'all' })) ?? expect.fail()
    const bytes = Buffer.concat((await Array.fromAsync(book.pieces)).map((piece) => Buffer.from(piece)))
    const rows = (await readXlsx(bytes)).sheets[0]?.rows ?? []
    const from = rows.findIndex(([first]) => first === columns[0]) + 1
    expect(rows[from]?.slice(0, quirks.length).map((cell) => cell ?? '')).toEqual(quirks)
    expect(rows.slice(0, from)).toContainEqual(
      expect.arrayContaining(['Rows chosen', 'all', meaningByChoice.all]),
    )
    expect(rows.slice(0, from)).toContainEqual(expect.arrayContaining(['By', operator.name, operator.id]))

    const lines = (await exportResults(operator, id, { format: 'jsonl', only: 'all' })) ?? expect.fail()
    const [head, first] = (await Array.fromAsync(lines.pieces))
      .join('')
      .split('\n')
      .map((line) => line && JSON.parse(line))
    expect(head.results.columns.slice(0, columns.length)).toEqual(columns)
    expect(first.cells).toEqual(quirks)
    expect(first).toMatchObject({ line: '2', amounts: [{ kind: 'total', amount: '10.00', currency: 'EUR' }] })
  })

  it('never stand under a name of ours', async () => {
    const { header } = await read(await insertRows([{}], ['desk_status', 'DESK2_line']))
    expect(header).toContain('desk3_status')
    expect(new Set(header).size).toBe(header.length)
  })
})

describe('what the desk adds', () => {
  it('says what became of each row, and what to do', async () => {
    const id = await insertRows([
      {},
      { said: 'fault' },
      { said: 'absent' },
      { state: 'waiting' },
      { state: 'cancelled' },
    ])
    await owner`update batch_item set state = 'invalid', problems = '[{"column": "id", "reason": "is missing"}]',
      lookup_id = null, outcome = null, status = null where batch_id = ${id} and ordinal = 4`
    const { rows, end } = await read(id)
    expect(rows[0]).toMatchObject({
      desk_connection: 'gr8-demo',
      desk_state: 'done',
      desk_outcome: 'answered',
      desk_amount: '10.00',
      desk_currency: 'EUR',
      desk_provider_code: '-7',
      desk_trace_id: 'trace-0',
      desk_attempts: '1',
      desk_reused: 'no',
      desk_lookup: expect.stringMatching(/^http.*\/lookups\/[0-9a-f-]{36}$/),
    })
    expect(rows[1]).toMatchObject({ desk_fault: 'timeout', desk_reason: 'No answer in time' })
    expect(rows[1]?.['desk_what_to_do']).toContain('Ask again')
    expect(rows[2]).toMatchObject({ desk_absence: 'not_found', desk_status: '' })
    expect(rows[3]).toMatchObject({ desk_state: 'waiting', desk_reason: 'No answer yet', desk_lookup: '' })
    expect(rows[4]).toMatchObject({ desk_state: 'invalid', desk_reason: 'id: is missing' })
    expect(end).toMatchObject({ id: '', desk_state: 'export.end', desk_reason: 'Complete: 5 of 5 rows' })
    expect(JSON.parse(end?.['desk_what_to_do'] ?? '')).toMatchObject({
      by: operator.id,
      zone: 'UTC',
      only: 'all',
    })
  })

  it('gives a duplicate what its first row has', async () => {
    const id = await insertRows([{}, { state: 'waiting' }])
    await owner`update batch_item set state = 'duplicate', duplicate_of = 0 where batch_id = ${id} and ordinal = 1`
    const { rows } = await read(id)
    expect(rows[1]).toMatchObject({
      desk_state: 'duplicate',
      desk_status: 'succeeded',
      desk_lookup: rows[0]?.['desk_lookup'],
    })
  })
})

describe('narrowed', () => {
  it('to faults', async () => {
    const id = await insertRows([{}, { said: 'fault' }, { said: 'absent' }, { said: 'fault' }])
    const { rows, file } = await read(id, 'faults')
    expect(file.matched).toBe(2)
    expect(rows.map((row) => row['id'])).toEqual(['t1', 't3'])
  })

  it('to differences from the answer before at the same connection', async () => {
    await insertRows([
      { transaction: 'd-same' },
      { transaction: 'd-status', said: 'pending' },
      { transaction: 'd-came', said: 'absent' },
      { transaction: 'd-amount' },
      { transaction: 'd-other', connection: 'fizzy-demo', said: 'declined' },
      { transaction: 'd-fault' },
      { transaction: 'd-faulty', said: 'pending' },
    ])
    // A fault between two answers is no answer.
    await insertRows([{ transaction: 'd-faulty', said: 'fault' }])
    const id = await insertRows([
      { transaction: 'd-same' },
      { transaction: 'd-status' },
      { transaction: 'd-came' },
      { transaction: 'd-amount', amount: '10.01' },
      { transaction: 'd-other' },
      { transaction: 'd-fault', said: 'fault' },
      { transaction: 'd-faulty' },
      { transaction: 'd-first' },
    ])
    const { rows } = await read(id, 'differences')
    expect(rows.map((row) => [row['id'], row['desk_difference']?.replace(/ at .*/, '')])).toEqual([
      ['d-status', 'was pending'],
      ['d-came', 'was not_found'],
      ['d-amount', 'had other amounts'],
      ['d-faulty', 'was pending'],
    ])
  })

  it('to differences between connections of the batch', async () => {
    const id = await insertRows([
      { transaction: 'e-agree' },
      { transaction: 'e-agree', connection: 'fizzy-demo', amount: '999' },
      { transaction: 'e-split' },
      { transaction: 'e-split', connection: 'fizzy-demo', said: 'declined' },
      { transaction: 'e-balance' },
      { transaction: 'e-balance', connection: 'oneforbet-demo', said: 'not_applicable' },
      { transaction: 'e-fault' },
      { transaction: 'e-fault', connection: 'fizzy-demo', said: 'fault' },
    ])
    const { rows, end } = await read(id, 'differences')
    expect(rows.map((row) => [row['id'], row['desk_difference']])).toEqual([
      ['e-split', 'fizzy-demo says declined'],
      ['e-split', 'gr8-demo says succeeded'],
    ])
    expect(end?.['desk_what_to_do']).toContain(meaningByChoice.differences.slice(0, 40))
    expect(await countResults(operator, id, 'differences')).toBe(2)
    expect(await countResults(operator, id, 'faults')).toBe(1)
  })
})

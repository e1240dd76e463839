import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { makeSample } from './intake-sample.ts'
import { preflight } from './preflight.ts'
import { exportInvalidRows } from './preflight-invalid.ts'
import { receiveBatch } from './receive.ts'

const desk = await openTestDesk({ 'gr8-demo': { concurrency: 10, requestsPerSecond: 5 } })
afterAll(() => desk.close())
const finance = actorOf('finance')

const receive = (text: string | Uint8Array, connection: string | null = null) =>
  receiveBatch(finance, {
    body: (async function* () {
      yield Buffer.from(text)
    })(),
    declaredBytes: null,
    name: 'list',
    source: 'file',
    connection,
    mapping: null,
  })

const mixed = [
  'connection,transactionId,playerId,gameId,note',
  ...Array.from({ length: 2001 }, (_, at) => `fungamess-demo,fun-${at},7,9,`),
  ...Array.from({ length: 50 }, (_, at) => `gr8-demo,gr8-${at},p-${at},,`),
  'gr8-demo,gr8-1,p-1,,again',
  'gr8-demo,gr8-x,..,,"=evil, ""quoted"""',
].join('\n')

describe('before a batch is started', () => {
  it('says what would be asked where, in how many calls, and for how long', async () => {
    const { id } = await receive(mixed)
    const before = await preflight(finance, id, 60)
    expect(before).toMatchObject({
      state: 'ready',
      rows: 2053,
      invalid: 1,
      duplicates: 1,
      reusable: 0,
      toAsk: 2051,
      calls: 53,
      seconds: 10,
      needsApproval: false,
    })
    expect(before.connections).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ connection: 'fungamess-demo', rows: 2001, calls: 3, typicalMs: null }),
        expect.objectContaining({ connection: 'gr8-demo', rows: 50, calls: 50, seconds: 10 }),
      ]),
    )
  })

  it('counts rows that were answered lately', async () => {
    const asked = await ask(finance, {
      questions: [{ connection: 'fizzy-demo', input: { transactionId: 'string' } }],
      reason: null,
      origin: 'desk',
    })
    await asked.settled
    const { id } = await receive('transactionId\nstring\nother\n', 'fizzy-demo')
    expect(await preflight(finance, id, 60)).toMatchObject({ reusable: 1, toAsk: 1, calls: 1 })
    expect(await preflight(finance, id, null)).toMatchObject({ reusable: 0, toAsk: 2 })
  })

  it('gives the invalid rows as a file that no spreadsheet takes for formulas', async () => {
    const { id } = await receive(mixed)
    const text = (await Array.fromAsync(await exportInvalidRows(finance, id))).join('')
    expect(text).toBe(
      'line,column,reason,connection,transactionId,playerId,gameId,note\r\n' +
        '2054,playerId,"playerId cannot be "".."": no URL can carry it.",gr8-demo,gr8-x,..,,"\'=evil, ""quoted"""\r\n',
    )
    const [event] = await getSql()`select kind, object_id from audit.event order by id desc limit 1`
    expect(event).toEqual({ kind: 'batch.exported', object_id: id })
  })

  it('is for who may run batches', async () => {
    const { id } = await receive(mixed)
    const denied = { problem: { kind: 'denied', capability: 'batch.run' } }
    await expect(preflight(actorOf('support'), id, null)).rejects.toMatchObject(denied)
    await expect(exportInvalidRows(actorOf('admin'), id)).rejects.toMatchObject(denied)
    await expect(makeSample(actorOf('support'), 'gr8-demo', 'csv')).rejects.toMatchObject(denied)
  })
})

describe('a sample', () => {
  it.each(['fantasy-demo', 'fungamess-demo', 'fizzy-demo', 'gr8-demo', 'oneforbet-demo'])(
    'of %s is read back as a batch that can be asked, from CSV and XLSX',
    async (connection) => {
      for (const format of ['csv', 'xlsx'] as const) {
        const { id, refusal } = await receive(await makeSample(finance, connection, format), connection)
        expect(refusal).toBeNull()
        expect(await preflight(finance, id, null)).toMatchObject({
          rows: 1,
          invalid: 0,
          toAsk: 1,
          format: { kind: format },
        })
      }
    },
  )
})

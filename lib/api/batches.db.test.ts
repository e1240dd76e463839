import { parse } from 'csv-parse/sync'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createToken } from '#lib/access/api-token.ts'
import type { Role } from '#lib/access/roles.ts'
import { quirks } from '#lib/batches/testing/quirks.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { getResultsAs } from './batch-results.ts'
import { batch as batchSchema, batchItemList, batchList } from './batch-schema.ts'
import { postCancel, postPause, postResume, postRetry, postStart } from './batches-steer.ts'
import { getBatch, getBatches, getBatchItems, postBatches } from './batches.ts'
import { handle } from './handle.ts'
import { problem } from './schema.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

const makeToken = async (role: Role) =>
  (await createToken(systemActor('test'), { name: `test ${role}`, role })).token
const token = await makeToken('finance')

interface Sent {
  readonly body?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
  readonly bearer?: string
  readonly method?: string
}

const request = (path: string, { body, headers = {}, bearer = token, method = 'POST' }: Sent = {}) =>
  new Request(`http://desk.test/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...headers },
    ...(body !== undefined && { body }),
  })
const at = (id: string) => ({ params: Promise.resolve({ id }) })
const bring = (path: string, sent: Sent) =>
  handle(postBatches)(request(`/batches${path}`, sent), { params: Promise.resolve({}) })
const csv = { 'content-type': 'text/csv' }
const json = { 'content-type': 'application/json' }
const readAs = async <Schema extends z.ZodType>(schema: Schema, response: Response) =>
  schema.parse(await response.json())

const list = 'transactionId,playerId\nf0fc7fd9d4ea4d1297a9a6a6fd1638ed,p\n007,00042\n'

describe('POST /batches', () => {
  it('takes CSV, says what it is, and asks nobody', async () => {
    const response = await bring('?connection=gr8-demo&name=march', { body: list, headers: csv })
    expect(response.status).toBe(201)
    const made = await readAs(batchSchema, response)
    expect(response.headers.get('location')).toBe(`/api/v1/batches/${made.id}`)
    expect(made).toMatchObject({
      state: 'ready',
      name: 'march',
      source: 'api',
      columns: ['transactionId', 'playerId'],
    })
    expect(made.progress).toMatchObject({ rows: 2, toAsk: 2, waiting: 2 })
    expect(await desk.calls()).toEqual([])
    const read = await handle(getBatch)(request(`/batches/${made.id}`, { method: 'GET' }), at(made.id))
    expect(await read.json()).toEqual(made)
  })

  it('takes rows as JSON, their digits as they are, and a workbook', async () => {
    const rows =
      '[{"transactionId":18446744073709551615,"playerId":"00042"},{"transactionId":"1e5","playerId":1.50}]'
    const made = await readAs(batchSchema, await bring('?connection=gr8-demo', { body: rows, headers: json }))
    const items = await handle(getBatchItems)(
      request(`/batches/${made.id}/items`, { method: 'GET' }),
      at(made.id),
    )
    const { data } = await readAs(batchItemList, items)
    expect(data.map(({ cells }) => cells)).toEqual([
      ['18446744073709551615', '00042'],
      ['1e5', '1.50'],
    ])

    const sheet = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows: [
            ['transactionId', 'playerId'],
            ['007', 'p'],
          ],
        },
      ],
    })
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const book = await bring('?connection=gr8-demo', {
      body: Uint8Array.from(sheet),
      headers: { 'content-type': type },
    })
    expect((await readAs(batchSchema, book)).progress).toMatchObject({ rows: 1, toAsk: 1 })
  })

  it('lets a column be called by any name', async () => {
    const body = 'ref,who=where\nx1,p1\n'
    const query = `?connection=gr8-demo&column=ref=transactionId&column=${encodeURIComponent('who=where=playerId')}`
    const made = await readAs(batchSchema, await bring(query, { body, headers: csv }))
    expect(made.progress).toMatchObject({ toAsk: 1, invalid: 0 })
    const wrong = await bring('?connection=gr8-demo&column=none=playerId', { body, headers: csv })
    expect((await readAs(problem, wrong)).errors?.[0]?.field).toBe('column')
  })

  it('gives the same batch under the same key, and refuses the key for another list', async () => {
    const headers = { ...csv, 'idempotency-key': 'march-1' }
    const first = await readAs(batchSchema, await bring('?connection=gr8-demo', { body: list, headers }))
    const again = await bring('?connection=gr8-demo', { body: list, headers })
    expect([again.status, (await readAs(batchSchema, again)).id]).toEqual([200, first.id])
    const other = await bring('?connection=gr8-demo', { body: `${list}x,y\n`, headers })
    expect(other.status).toBe(409)
    const elsewhere = await bring('?connection=fizzy-demo', { body: list, headers })
    expect(elsewhere.status).toBe(409)
  })

  it.each([
    ['nothing', '', csv, 422],
    ['a binary', Buffer.from('89504e470d0a1a0a', 'hex'), csv, 422],
    ['another type', list, { 'content-type': 'text/plain' }, 415],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON that is none', '[{"a":', json, 422],
  ])('refuses %s and says why', async (_, body, headers, status) => {
    const response = await bring('?connection=gr8-demo', { body, headers })
    expect(response.status).toBe(status)
    expect((await readAs(problem, response)).detail).toMatch(/\w/)
  })

  it('names an unknown connection, and a question that is none', async () => {
    const unknown = await bring('?connection=nobody', { body: list, headers: csv })
    expect([unknown.status, (await readAs(problem, unknown)).errors?.[0]?.field]).toEqual([422, 'connection'])
    const colour = await bring('?colour=red', { body: list, headers: csv })
    expect(colour.status).toBe(422)
  })

  it('is for who may run batches', async () => {
    const response = await bring('', { body: list, headers: csv, bearer: await makeToken('support') })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ capability: 'batch.run' })
  })
})

describe('a batch', () => {
  const steer = (verb: typeof postStart, id: string, body?: string, key?: string) =>
    handle(verb)(
      request(`/batches/${id}/x`, {
        ...(body !== undefined && { body }),
        headers: { ...json, ...(key !== undefined && { 'idempotency-key': key }) },
      }),
      at(id),
    )
  const bringOne = async () =>
    (await readAs(batchSchema, await bring('?connection=gr8-demo', { body: list, headers: csv }))).id

  it('is started, paused, resumed and cancelled', async () => {
    const id = await bringOne()
    const started = await steer(postStart, id, '{"reason":"FIN-1","reuseMinutes":60}')
    expect(await readAs(batchSchema, started)).toMatchObject({
      state: 'running',
      reason: 'FIN-1',
      reuseMinutes: 60,
    })
    expect(await readAs(batchSchema, await steer(postPause, id))).toMatchObject({ state: 'paused' })
    const twice = await steer(postPause, id)
    expect([twice.status, twice.headers.get('content-type')]).toEqual([409, 'application/problem+json'])
    expect(await readAs(batchSchema, await steer(postResume, id))).toMatchObject({ state: 'running' })
    expect(await readAs(batchSchema, await steer(postCancel, id))).toMatchObject({ state: 'cancelled' })
  })

  it('is steered once under a key', async () => {
    const id = await bringOne()
    const body = '{"reason":"FIN-2"}'
    const [one, two] = await Promise.all([steer(postStart, id, body, 'go'), steer(postStart, id, body, 'go')])
    expect([one.status, two.status]).toEqual([200, 200])
    expect((await steer(postStart, id, '{"reason":"FIN-3"}', 'go')).status).toBe(409)
    expect((await steer(postPause, id, undefined, 'go')).status).toBe(409)
    const [count] = await getSql()<{ n: number }[]>`select count(*)::int n from audit.event
      where kind = 'batch.submitted' and object_id = ${id}`
    expect(count?.n).toBe(1)
    // What was refused has used no key.
    expect((await steer(postRetry, id, '{"what":"faults"}', 'again')).status).toBe(409)
    expect((await steer(postCancel, id, undefined, 'again')).status).toBe(200)
  })

  it.each([
    ['no reason', postStart, '{}', 422],
    ['reuse of ages', postStart, '{"reason":"x","reuseMinutes":1e9}', 422],
    ['half a minute', postStart, '{"reason":"x","reuseMinutes":0.5}', 422],
    ['no JSON', postStart, '{', 400],
    ['a retry of what', postRetry, '{"what":"all"}', 422],
  ])('refuses %s', async (_, verb, body, status) => {
    expect((await steer(verb, await bringOne(), body)).status).toBe(status)
  })

  it('is none for an id that there is not', async () => {
    for (const id of ['nothing', '0198f000-0000-7000-8000-000000000000']) {
      const responses = [
        handle(getBatch)(request('/x', { method: 'GET' }), at(id)),
        handle(getBatchItems)(request('/x', { method: 'GET' }), at(id)),
        handle(getResultsAs('csv'))(request('/x', { method: 'GET' }), at(id)),
        steer(postPause, id),
      ]
      expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([404, 404, 404, 404])
    }
  })

  it('is listed, and its rows page by page', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => `t${n},p`).join('\n')
    const body = `transactionId,playerId\n${rows}\n,missing\n`
    const { id } = await readAs(batchSchema, await bring('?connection=gr8-demo', { body, headers: csv }))
    const first = await handle(getBatches)(request('/batches?by=me', { method: 'GET' }), {
      params: Promise.resolve({}),
    })
    expect((await readAs(batchList, first)).data[0]).toMatchObject({ id, rows: 451, invalid: 1, toAsk: 450 })
    const lines: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `?cursor=${cursor}`
      const page = await handle(getBatchItems)(request(`/batches/x/items${query}`, { method: 'GET' }), at(id))
      const { data, nextCursor } = await readAs(batchItemList, page)
      lines.push(...data.map(({ line }) => line))
      cursor = nextCursor
    }
    expect(lines).toEqual(Array.from({ length: 451 }, (_, n) => n + 2))
    const invalid = await handle(getBatchItems)(request('/x?show=invalid', { method: 'GET' }), at(id))
    expect((await readAs(batchItemList, invalid)).data).toMatchObject([{ line: 452, state: 'invalid' }])
  })

  it('comes back with the very cells that were sent, whatever they hold', async () => {
    // A tab before the text and an empty line are where a reader could go wrong as well as a writer.
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    const header = quirks.map((__, n) => (n === 0 ? 'transactionId' : n === 1 ? 'playerId' : `c${n}`))
    const rows = [quirks, quirks.toReversed(), quirks.map((cell, n) => (n < 2 ? `id${n}` : cell))]
    // With a byte order mark, and each record ending in another way.
    const ends = ['\r\n', '\n', '\r\n', '']
    const body = `\uFEFF${[header, ...rows].map((cells, n) => cells.map(quote).join(',') + ends[n]).join('')}`
    const made = await readAs(batchSchema, await bring('?connection=gr8-demo', { body, headers: csv }))
    const response = await handle(getResultsAs('csv'))(request('/x', { method: 'GET' }), at(made.id))
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    const records: string[][] = parse(Buffer.from(await response.arrayBuffer()))
    expect(records.slice(0, -1).map((cells) => cells.slice(0, quirks.length))).toEqual([header, ...rows])
    expect(records.at(-1)?.join(' ')).toContain('Complete: 3 of 3 rows')
  })
})

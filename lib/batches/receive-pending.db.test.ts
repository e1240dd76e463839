import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { listPending } from '#lib/pending/list.ts'
import { preflight } from './preflight.ts'
import { receivePending } from './receive-pending.ts'
import { findBatch } from './view.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const finance = actorOf('finance')

/** Waits for what goes on when the answer has been given. */
async function receive(filter: Parameters<typeof receivePending>[1]) {
  const works: Promise<void>[] = []
  const { id } = await receivePending(finance, filter, (work) => void works.push(work))
  await Promise.all(works)
  return id
}

async function askOnce(connection: string, inputs: readonly Readonly<Record<string, string>>[]) {
  const questions = inputs.map((input) => ({ connection, input }))
  const { settled } = await ask(finance, { questions, reason: null, origin: 'desk' })
  await settled
}
const fungamess = (transactionId: string) => ({ userId: '1', gameId: '2', transactionId })

it('makes a batch of what is open and the filter finds, as it was asked', async () => {
  await askOnce('fungamess-demo', ['sc-pending-1', 'sc-ok-1', 'sc-pending-2'].map(fungamess))
  await askOnce('fizzy-demo', [{ transactionId: 'sc-absent-1' }])
  const { count, data } = await listPending(finance, {}, 50)
  expect(count).toBe(3)

  const id = await receive({ connection: 'fungamess-demo', asked: '7d' })
  const { columns, rows, toAsk } = await preflight(finance, id, null)
  expect({ rows, toAsk }).toEqual({ rows: 2, toAsk: 2 })
  const said = columns.indexOf('status_before')
  const four = (cells: readonly string[]) => cells.slice(said, said + 4)
  expect(four(columns)).toEqual(['status_before', 'open_since_utc', 'asked_before_utc', 'asked_before_by'])
  const items = await getSql()<{ input: { transactionId: string }; cells: readonly string[] }[]>`
    select input, cells from batch_item where batch_id = ${id} order by ordinal`
  const ours = data.filter(({ connection }) => connection === 'fungamess-demo')
  expect(items.map(({ input, cells }) => [input.transactionId, ...four(cells)])).toEqual(
    ours.map(({ transactionId, since, askedAt }) => [transactionId, 'pending', since, askedAt, finance.id]),
  )
  expect(await findBatch(finance, id)).toMatchObject({ name: 'Pending connection:fungamess-demo asked:7d' })
  const created = await getSql()`
    select convert_from(canon, 'UTF8')::jsonb -> 'details' as details from audit.event where object_id = ${id}`
  const filter = { connection: 'fungamess-demo', asked: '7d' }
  expect(created).toEqual([{ details: { source: 'filter', rows: '2', bytes: '0', sha256: null, filter } }])
})

it('refuses a filter that finds nothing in words', async () => {
  const id = await receive({ connection: 'gr8-demo' })
  expect(await findBatch(finance, id)).toMatchObject({
    state: 'refused',
    refusal: 'Nothing that this filter finds is open any more.',
  })
})

it('is for who may run batches', async () => {
  await expect(receivePending(actorOf('support'), {}, () => {})).rejects.toMatchObject({
    problem: { kind: 'denied', capability: 'batch.run' },
  })
})

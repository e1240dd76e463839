import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { askAgain } from './ask-again.ts'
import { findBoard } from './read.ts'
import { actorOf, openTestDesk } from './testing/desk.ts'

const support = actorOf('support')
const desk = await openTestDesk()
afterAll(() => desk.close())

const token = '3dc8fe01-2018-486e-9632-35aef21028a5'
const fantasyInput = {
  token,
  player_id: '1',
  site_id: '1',
  provider_id: '1',
  game_id: 'example',
  currency: 'EUR',
  amount: '50.50',
  round_id: 'ebe18296b1d7d42e1d2181d43a1c9cb5',
  transaction_id: 'sc-ok',
  action: 'debit',
}

async function look(connection: string, input: Record<string, string>) {
  const questions = [{ connection, input }]
  const { lookups, settled } = await ask(support, { questions, reason: 'ticket 12', origin: 'desk' })
  await settled
  return lookups[0]?.id ?? ''
}

async function again(id: string, input: Record<string, string> = {}, board = id) {
  const works: Promise<void>[] = []
  const asked = await askAgain(support, { board, questions: [{ lookup: id, input }] }, (work) => {
    works.push(work)
  })
  await Promise.all(works)
  return asked
}

it('asks the same once more, for the same reason, on the same board', async () => {
  const id = await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-ok' })
  expect(await again(id)).toEqual({ asked: 1 })
  const [newest, first] = await findBoard(support, id)
  expect(first?.id).toBe(id)
  expect(newest).toMatchObject({
    status: 'succeeded',
    reason: 'ticket 12',
    boardId: first?.boardId,
    input: { playerId: 'p1', transactionId: 'sc-ok' },
  })
})

it('takes changes, but not of what the board is about', async () => {
  const id = await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-ok' })
  await again(id, { playerId: 'p2', transactionId: 'another', occurredAt: '' })
  const [newest] = await findBoard(support, id)
  expect(newest?.input).toEqual({ playerId: 'p2', transactionId: 'sc-ok' })

  const balance = await look('oneforbet-demo', { username: 'sc-ok', currency: 'THB' })
  await again(balance, { username: 'another', currency: 'EUR' })
  expect((await findBoard(support, balance))[0]?.input).toEqual({ username: 'sc-ok', currency: 'EUR' })
})

it('needs secret inputs anew, and never sends their masks', async () => {
  const id = await look('fantasy-demo', fantasyInput)
  await expect(again(id)).rejects.toMatchObject({
    problem: { kind: 'invalid', fields: { 'questions.0.input.token': 'token is required.' } },
  })
  await again(id, { token })
  const [newest, first] = await findBoard(support, id)
  expect(newest).toMatchObject({ status: 'succeeded' })
  expect(newest?.input['token']).toBe(first?.input['token'])
})

it('does not ask what stands on another board', async () => {
  const id = await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-ok' })
  const other = await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-ok' })
  await expect(again(id, {}, other)).rejects.toMatchObject({ problem: { kind: 'not_found' } })
  await expect(again(id, {}, randomUUID())).rejects.toMatchObject({ problem: { kind: 'not_found' } })
})

import { afterAll, expect, it } from 'vitest'
import { ask } from '#lib/lookups/ask.ts'
import { findBoard } from '#lib/lookups/read.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { getBoard, toBoardState } from './board.ts'

const support = actorOf('support')
const desk = await openTestDesk()
afterAll(() => desk.close())

const questions = (transactionId: string) => [
  { connection: 'gr8-demo', input: { playerId: 'p1', transactionId } },
]
const get = async (id: string, progress?: number) => {
  const query = progress === undefined ? '' : `?progress=${progress}`
  const response = await getBoard(support, new Request(`http://desk.test/board${query}`), { id })
  return response.json()
}

it('says what is still awaited', async () => {
  const asked = await ask(support, { questions: questions('sc-ok'), reason: null, origin: 'desk' })
  await asked.settled
  const board = await findBoard(support, asked.lookups[0]?.id ?? '')
  expect(toBoardState(board)).toEqual({ lookups: board, progress: 2, awaited: null })
  const open = (deadlineAt: number) =>
    board.map((view) => ({ ...view, outcome: null, deadlineAt: new Date(deadlineAt).toISOString() }))
  const now = Date.now()
  expect(toBoardState(open(now + 5_000))).toMatchObject({ progress: 1, awaited: 'answer' })
  expect(toBoardState(open(now - 5_000)).awaited).toBe('interruption')
  expect(toBoardState(open(now - 3_600_000)).awaited).toBeNull()
})

it('answers at once, is held while nothing lands, and ends as soon as something does', async () => {
  const asked = await ask(support, { questions: questions('sc-slow1'), reason: null, origin: 'desk' })
  const id = asked.lookups[0]?.id ?? ''
  const began = performance.now()
  const first = await get(id)
  expect(first).toMatchObject({ progress: 1, awaited: 'answer' })
  expect(performance.now() - began).toBeLessThan(200)

  const held = performance.now()
  expect(await get(id, first.progress)).toMatchObject({ progress: 1 })
  expect(performance.now() - held).toBeGreaterThan(250)
  expect(performance.now() - held).toBeLessThan(600)

  let recordedAt = Number.POSITIVE_INFINITY
  void asked.settled.then(() => (recordedAt = performance.now()))
  let board = first
  while (board.awaited !== null) board = await get(id, board.progress)
  expect(performance.now() - recordedAt).toBeLessThan(100)
  expect(board.lookups[0]).toMatchObject({ outcome: 'answered', status: 'succeeded' })
})

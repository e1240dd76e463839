import { expect, it } from 'vitest'
import { cutRows } from './cut.ts'

const question = (userId: string, transactionId: string) => ({
  input: { userId, transactionId, gameId: '5' },
})
const questions = [question('7', 'a'), question('8', 'b'), question('8', 'c')]
const request = Buffer.from(
  '{"transactions":[{"userId":7,"transactionId":"a"},{"userId":8,"transactionId":"b"},{"userId":8,"transactionId":"c"}]}',
)

/** The pieces of a reply with the places of their questions. */
function cut(text: string) {
  const reply = Buffer.from(text)
  return cutRows({ request, reply }, questions).reply.map(({ start, end, question: place }) => [
    place,
    reply.subarray(start, end).toString(),
  ])
}

it('tells whose the rows are, in whatever order, form and number they come', () => {
  const rows = [
    '{ "transactionId" : "c", "userId" : "8", "x": [{"y": "}]"}] }',
    '{"transactionId":"a"}',
    '{"transactionId":"ä","userId":7}',
    '{"transactionId":"b","userId":99}',
    '{"transactionId":"other"}',
  ]
  expect(cut(`{"status":true,"result":{"transactions":[${rows.join(' ,')}]}}`)).toEqual([
    [2, rows[0]],
    [0, rows[1]],
    // Another transaction, but this user's.
    [0, rows[2]],
  ])
})

it('takes all that came of a row that was cut off', () => {
  const text = '{"result":{"transactions":[{"userId":7,"transactionId":"a"},{"userId":8,"statusMessage":"half'
  expect(cut(text)).toEqual([
    [0, '{"userId":7,"transactionId":"a"}'],
    [1, '{"userId":8,"statusMessage":"half'],
  ])
})

it('gives words about a row to its player', () => {
  const words = '"The transactions.1.userId of Ann is blocked"'
  expect(cut(`{"status":false,"errors":{"error":[${words},"no row"]}}`)).toEqual([[1, words]])
  expect(cut('<html>busy</html>')).toEqual([])
})

it('tells whose the rows of the request are', () => {
  const spans = cutRows({ request, reply: null }, questions).request
  expect(spans.map(({ question: place }) => place)).toEqual([0, 1, 2])
})

import { type Reply, jsonReply } from '#simulator/call.ts'
import { type Fields, type Json, type Numeral, fields, num } from '#simulator/exact-json.ts'
import type { Recall } from '#simulator/memory.ts'

export type FungamessRow = { transactionId: string; userId: Numeral; gameId: Numeral }

/** What becomes of one row: none, one or several rows of the answer. */
export type RowScenario = {
  name: string
  says: string
  rows: (asked: FungamessRow, about: { recall: Recall; seconds: number }) => Fields[]
}

/** One row of this name decides for the whole call. `at` is its place among the rows asked. */
export type CallScenario = { name: string; says: string; reply: (rows: Fields[], at: number) => Reply }

const words: Record<string, string> = {
  '0': 'Failed',
  '1': 'Success',
  '2': 'Insufficient funds',
  '3': 'Platform limit',
  '4': 'User blocked',
  '5': 'Pending',
  '9': 'Timeout',
}

export function row(asked: FungamessRow, status: string): Fields {
  return fields({
    transactionId: asked.transactionId,
    userId: asked.userId,
    gameId: asked.gameId,
    status,
    statusMessage: words[status] ?? 'Unrecognised',
  })
}

/** The page prints its examples without indentation. */
export function fungamessReply(body: Json, status = 200): Reply {
  return jsonReply(status, body, '')
}

export function answered(rows: Json): Fields {
  return fields({ status: true, result: fields({ transactions: rows }) })
}

export function refusedFor(error: string): Fields {
  return fields({ status: false, errors: fields({ error }) })
}

const documentedStatuses: Record<string, string> = {
  '4db8f482-4240-4049-98a7-03e38333b066': '1',
  'd6746885-0a87-4ce8-bf08-826ce1f71035': '5',
  'aa5c2168-f257-4a86-a6fa-0c0f25cee4d7': '2',
  'd12dee25-64ad-4eb4-a2fd-f52039062a68': '0',
  '076e2e53-c7ae-4c2e-b081-558c088d387a': '9',
  'a4b1f099-b7d6-4b8a-b901-57b6a806fd50': '4',
  'cf1e5b08-dcb4-46a2-9623-f12b174f507e': '5',
  'e85acbb5-799b-44c2-a80b-df1748ed4b5c': '0',
}

export const documentedRows = Object.entries(documentedStatuses).map(([id, status], at) => ({
  id,
  says: `Status ${status}, ${words[status]} (${at < 6 ? 'the page’s request example' : 'the page’s success example'})`,
  status,
}))

export const otherwise = 'The row is missing from the answer'

export const rowScenarios: readonly RowScenario[] = [
  one('ok', 'Status 1, Success', (asked) => row(asked, '1')),
  one('failed', 'Status 0, Failed', (asked) => row(asked, '0')),
  one('insufficient_funds', 'Status 2, Insufficient funds', (asked) => row(asked, '2')),
  one('limit_exceeded', 'Status 3, Platform limit', (asked) => row(asked, '3')),
  one('player_blocked', 'Status 4, User blocked', (asked) => row(asked, '4')),
  one('pending', 'Status 5, Pending, for ever', (asked) => row(asked, '5')),
  one('timeout', 'Status 9, Timeout', (asked) => row(asked, '9')),
  one('unknown_status', 'Status 7, which no page names', (asked) => row(asked, '7')),
  one('status_number', 'status is the number 1', (asked) => row(asked, '1').set('status', num('1'))),
  one('status_true', 'status is true', (asked) => row(asked, '1').set('status', true)),
  one('status_null', 'status is null', (asked) => row(asked, '1').set('status', null)),
  one('no_status', 'status is missing', (asked) => row(asked, '1').drop('status')),
  one('no_message', 'statusMessage is missing', (asked) => row(asked, '1').drop('statusMessage')),
  one('user_text', 'userId comes back as text', (asked) => row(asked, '1').set('userId', asked.userId.text)),
  one('no_user', 'userId is missing', (asked) => row(asked, '1').drop('userId')),
  one('row_field', 'A field in the row that no page names', (asked) =>
    row(asked, '1').add('retries', num('2')),
  ),
  one('mismatch', 'Our transactionId with another userId', (asked) =>
    row(asked, '1').set('userId', num('999000111')),
  ),
  one('other_game', 'Our transactionId with another gameId', (asked) =>
    row(asked, '1').set('gameId', num('999000222')),
  ),
  one('twice_same', 'status stands twice in the row, both "1"', (asked) =>
    row(asked, '1').add('status', '1'),
  ),
  one('twice_differs', 'status stands twice in the row, "1" and "0"', (asked) =>
    row(asked, '1').add('status', '0'),
  ),
  { name: 'missing', says: otherwise, rows: () => [] },
  {
    name: 'two_rows',
    says: 'The row comes twice, the same',
    rows: (asked) => [row(asked, '1'), row(asked, '1')],
  },
  {
    name: 'two_differ',
    says: 'Two rows for one question: Success and Failed',
    rows: (asked) => [row(asked, '1'), row(asked, '0')],
  },
  {
    name: 'surplus',
    says: 'Success, and a row that nobody asked for',
    rows: (asked) => [
      row(asked, '1'),
      row({ ...asked, transactionId: '5b0e4c1e-7a36-4f0c-9d55-3f1f5a9d0a77' }, '0'),
    ],
  },
  later('settlesN', 'Pending for N seconds after it was first asked about, then Success', '5', '1'),
  later('declinesN', 'Pending for N seconds, then Insufficient funds', '5', '2'),
  later('failsN', 'Pending for N seconds, then Failed', '5', '0'),
  later('recoversN', 'Timeout for N seconds, then Success', '9', '1'),
  later('flipsN', 'Success for N seconds, then Failed', '1', '0'),
  {
    name: 'erratic',
    says: 'Pending, Success, Failed and missing by turns',
    rows: (asked, { recall }) =>
      [['5'], ['1'], ['0'], []][(recall.nth - 1) % 4]?.map((s) => row(asked, s)) ?? [],
  },
]

export const callScenarios: readonly CallScenario[] = [
  {
    name: 'bad_row',
    says: 'The whole call is refused, naming this row: the page’s unsuccessful response',
    reply: (_rows, at) => fungamessReply(refusedFor(`The transactions.${at}.userId field is required`)),
  },
  {
    name: 'bad_row_422',
    says: 'The same under HTTP 422',
    reply: (_rows, at) => fungamessReply(refusedFor(`The transactions.${at}.userId field is required`), 422),
  },
  {
    name: 'refused_desc',
    says: 'status false with errorDesc and no errors',
    reply: () => fungamessReply(fields({ status: false, errorDesc: 'Internal service is not available' })),
  },
  {
    name: 'refused_error',
    says: 'status false with an errors.error that names no field',
    reply: () => fungamessReply(refusedFor('Something went wrong')),
  },
  {
    name: 'refused_bare',
    says: 'status false and nothing else',
    reply: () => fungamessReply(fields({ status: false })),
  },
  call('no_request_status', 'The answer’s own status is missing', (rows) => answered(rows).drop('status')),
  call('request_status_text', 'The answer’s own status is the text "true"', (rows) =>
    answered(rows).set('status', 'true'),
  ),
  call('no_result', 'result is missing', (rows) => answered(rows).drop('result')),
  call('no_transactions', 'result holds no transactions', () => fields({ status: true, result: fields({}) })),
  call('transactions_null', 'result.transactions is null', () => answered(null)),
  call('all_missing', 'result.transactions is empty', () => answered([])),
  call('shuffled', 'The rows come in reverse order', (rows) => answered(rows.toReversed())),
  call('silent_cut', 'Only the first half of the rows is answered', (rows) =>
    answered(rows.slice(0, rows.length >> 1)),
  ),
]

function one(name: string, says: string, make: (asked: FungamessRow) => Fields): RowScenario {
  return { name, says, rows: (asked) => [make(asked)] }
}

function later(name: string, says: string, before: string, after: string): RowScenario {
  return {
    name,
    says,
    rows: (asked, { recall, seconds }) => [row(asked, recall.sinceFirstMs < seconds * 1000 ? before : after)],
  }
}

function call(name: string, says: string, make: (rows: Fields[]) => Fields): CallScenario {
  return { name, says, reply: (rows) => fungamessReply(make(rows)) }
}

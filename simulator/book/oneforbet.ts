import { randomUUID } from 'node:crypto'
import { type Reply, jsonReply } from '#simulator/call.ts'
import { type Fields, type Json, Numeral, fields, num } from '#simulator/exact-json.ts'
import type { Book, Scenario } from './scenario.ts'

export type OneForBetQuestion = {
  id: string
  timestampMillis: Numeral
  productId: string
  currency: string
  username: string
  /** As sent, for the answer that gives it away. */
  apiKey: string
}

/** The success response, in the order of the page. */
function balance(question: OneForBetQuestion, value: Json): Fields {
  return fields({
    id: question.id,
    statusCode: num('0'),
    timestampMillis: aSecondAfter(question.timestampMillis),
    productId: question.productId,
    currency: question.currency,
    balance: value,
    username: question.username,
  })
}

/** As in the page's example, where the answer is a second younger than the question. */
function aSecondAfter(asked: Numeral): Numeral {
  return num(String(BigInt(asked.text) + 1000n))
}

/** The fail response of the page: no currency, no balance, no username, and an id of its own. */
function refusal(question: OneForBetQuestion, statusCode: string): Fields {
  return fields({
    id: randomUUID(),
    statusCode: num(statusCode),
    productId: question.productId,
    timestampMillis: aSecondAfter(question.timestampMillis),
  })
}

export const oneForBetBook: Book<OneForBetQuestion> = {
  provider: 'oneforbet',
  chosenBy: 'username',
  otherwise: 'statusCode 10001: the page’s fail example',
  documented: [
    {
      id: 'foobar',
      says: 'The page’s request example and its success response: balance 10000',
      reply: (question) => jsonReply(200, balance(question, num('10000'))),
    },
  ],
  ok: (question) => jsonReply(200, balance(question, num('19575.50'))),
  notFound: (question) => jsonReply(200, refusal(question, '10001')),
  scenarios: [
    say('ok', 'statusCode 0, balance 19575.50', (reply) => reply),
    code('not_found', '10001', 'user not found'),
    code('insufficient_funds', '10002', 'insufficient balance'),
    code('transaction_not_found', '20001', 'transaction not found'),
    code('duplicate', '20002', 'duplicate transaction'),
    code('cancelled', '20003', 'already cancelled'),
    code('settled', '20004', 'already settled'),
    code('invalid_token', '30001', 'invalid token'),
    code('invalid_signature', '30002', 'invalid signature'),
    code('forbidden', '40003', 'forbidden'),
    code('internal_error', '50001', 'internal error'),
    code('unknown_code', '77777', 'which no page names'),
    {
      name: 'failed_balance',
      says: 'statusCode 20001 beside a balance of 0 that means nothing',
      reply: ({ question }) => jsonReply(200, refusal(question, '20001').add('balance', num('0'))),
    },
    {
      name: 'leak_401',
      says: 'HTTP 401 whose body repeats the API key',
      reply: ({ question }) =>
        jsonReply(
          401,
          fields({ statusCode: num('30001'), message: `API key ${question.apiKey} is not valid` }),
        ),
    },
    say('no_code', 'statusCode is missing', (reply) => reply.drop('statusCode')),
    say('code_text', 'statusCode is the text "0"', (reply) => reply.set('statusCode', '0')),
    say('code_null', 'statusCode is null', (reply) => reply.set('statusCode', null)),
    say('own_id', 'The answer has an id of its own', (reply) => reply.set('id', randomUUID())),
    say('mismatch', 'Sound, about another username', (reply) => reply.set('username', 'somebody-else')),
    say('other_currency', 'Sound, in another currency (USD)', (reply) => reply.set('currency', 'USD')),
    say('other_product', 'Sound, for another productId', (reply) => reply.set('productId', 'ANOTHER')),
    say('no_echo', 'username and currency do not come back', (reply) => reply.drop('username', 'currency')),
    say('time_text', 'timestampMillis is text', (reply) => reply.set('timestampMillis', '1712641927000')),
    say('twice_same', 'balance stands twice, both 19575.50', (reply) =>
      reply.add('balance', num('19575.50')),
    ),
    say('twice_differs', 'balance stands twice, 19575.50 and 0', (reply) => reply.add('balance', num('0'))),

    amount('balance_20', 'A balance of 20 digits', num('18446744073709551615')),
    amount('balance_2e53', 'A balance of 2^53 + 1', num('9007199254740993')),
    amount('balance_1e3', 'A balance written 1e3', num('1e3')),
    amount('balance_1000.0', 'A balance written 1000.0', num('1000.0')),
    amount('balance_0', 'A balance of 0', num('0')),
    amount('balance_negative', 'A balance below 0', num('-0.01')),
    amount('balance_text', 'A balance as text', '19575.50'),
    amount('balance_null', 'A balance of null', null),
    say('no_balance', 'balance is missing', (reply) => reply.drop('balance')),

    {
      name: 'settlesN',
      says: 'statusCode 10001 for N seconds after it was first asked about, then a balance',
      reply: ({ question, recall, seconds }) =>
        recall.sinceFirstMs < seconds * 1000
          ? jsonReply(200, refusal(question, '10001'))
          : jsonReply(200, balance(question, num('19575.50'))),
    },
    {
      name: 'erratic',
      says: 'A balance that falls by 1.25 each time, from 1000.00',
      reply: ({ question, recall }) => {
        const cents = Math.max(0, 100_000 - 125 * (recall.nth - 1))
        return jsonReply(
          200,
          balance(question, num(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`)),
        )
      },
    },
  ],
}

function say(name: string, says: string, change: (reply: Fields) => Fields): Scenario<OneForBetQuestion> {
  return { name, says, reply: ({ question }) => jsonReply(200, change(balance(question, num('19575.50')))) }
}

function amount(name: string, says: string, value: Json): Scenario<OneForBetQuestion> {
  return say(name, says, (reply) => reply.set('balance', value))
}

function code(name: string, statusCode: string, meaning: string): Scenario<OneForBetQuestion> {
  const says = `statusCode ${statusCode}, ${meaning}`
  return { name, says, reply: ({ question }): Reply => jsonReply(200, refusal(question, statusCode)) }
}

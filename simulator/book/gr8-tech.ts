import { type Reply, emptyReply, jsonReply } from '#simulator/call.ts'
import { type Fields, type Json, fields, num } from '#simulator/exact-json.ts'
import type { Book, Scenario } from './scenario.ts'

export type Gr8TechQuestion = { transactionId: string }

const threeDaysMs = 72 * 3_600_000

/** The page's response example, for any id. */
function deposit({ transactionId }: Gr8TechQuestion): Fields {
  return fields({
    balances: fields({ USD: parts('1000.0', '0', '0') }),
    status: 'success',
    currency: 'USD',
    platform: 'sport',
    id: transactionId,
    type: 'deposit',
    initiatedAt: '2024-09-18T14:13:04.088Z',
    createdAt: '2024-09-18T14:13:04.088Z',
    context: fields({
      product: 'sportsbook',
      reason: 'external transfer',
      correlationId: '2a2364a1db7947fe9c9a0e0fbb2064c4',
      clientName: '{serviceAccountLogin}',
    }),
    amountBreakdown: fields({ cash: '1000.0', bonus: '0.0', locked: '0.0', retract: '0.0' }),
  })
}

function parts(cash: Json, bonus: Json, locked: Json): Fields {
  return fields({ cash, bonus, locked })
}

function nest(leaf: Fields): Fields {
  return fields({ sport: fields({ sportsbook: fields({ USD: leaf }) }) })
}

function dated(reply: Fields, at: number): Fields {
  const text = new Date(at).toISOString()
  return reply.set('initiatedAt', text).set('createdAt', text)
}

export function gr8Error(code: string, message: string, status = 400): Reply {
  return jsonReply(status, fields({ error: fields({ code, message, origin: 'wallet' }) }))
}

export const gr8TechBook: Book<Gr8TechQuestion> = {
  provider: 'gr8-tech',
  chosenBy: 'transactionId in the path',
  otherwise: 'HTTP 204 without a body: not found',
  documented: [
    {
      id: 'f0fc7fd9d4ea4d1297a9a6a6fd1638ed',
      says: 'The page’s response example: a deposit of 1000.0 USD',
      reply: (question) => jsonReply(200, deposit(question)),
    },
  ],
  ok: (question) => jsonReply(200, deposit(question)),
  notFound: () => emptyReply(204),
  scenarios: [
    say('ok', 'A deposit, success', (reply) => reply),
    say('failed', 'A deposit, failed', (reply) => reply.set('status', 'failed')),
    say('unknown_status', 'A status no page names: processing', (reply) => reply.set('status', 'processing')),
    say('no_status', 'status is missing', (reply) => reply.drop('status')),
    say('status_null', 'status is null', (reply) => reply.set('status', null)),
    say('status_number', 'status is the number 1', (reply) => reply.set('status', num('1'))),
    ...['withdrawal', 'rollback', 'bonus', 'award', 'retract', 'release'].map((type) =>
      say(type, `Type ${type}, success`, (reply) => reply.set('type', type)),
    ),
    say('unknown_type', 'A type no page names: cashback', (reply) => reply.set('type', 'cashback')),
    say('no_type', 'type is missing', (reply) => reply.drop('type')),
    say('processed', 'Success, alreadyProcessed true', (reply) => reply.add('alreadyProcessed', true)),

    balances(
      'flat_numbers',
      'Balances by currency, as numbers',
      fields({ USD: parts(num('1000.0'), num('0'), num('0')) }),
    ),
    balances(
      'nested',
      'Balances by platform, product and currency, as text',
      nest(parts('1000.0', '0', '0.0')),
    ),
    balances('nested_numbers', 'The same as numbers', nest(parts(num('1000.0'), num('1e3'), num('0')))),
    balances(
      'two_products',
      'Two products and two currencies',
      fields({
        sport: fields({
          sportsbook: fields({ USD: parts('10.00', '1.00', '0'), EUR: parts('20.00', '0', '0') }),
          main: fields({ USD: parts('30.00', '0', '3.50') }),
        }),
      }),
    ),
    balances('partial', 'Balances without bonus and locked', fields({ USD: fields({ cash: '1000.0' }) })),
    balances('no_cash', 'Balances without cash', fields({ USD: fields({ bonus: '5.00', locked: '0' }) })),
    balances('balances_empty', 'Balances of nothing', fields({})),
    balances('balances_null', 'Balances null', null),
    balances('balances_list', 'Balances as a list', [parts('1000.0', '0', '0')]),
    balances(
      'balance_20',
      'A balance of 20 digits, as text',
      fields({ USD: parts('18446744073709551615', '0', '0') }),
    ),
    balances(
      'balance_big',
      'Balances of 2^53 + 1 and 2^64 - 1, as numbers',
      nest(parts(num('9007199254740993'), num('18446744073709551615'), num('0'))),
    ),
    balances('currency_uxbt', 'A balance in uXBT', fields({ uXBT: parts('0.000001', '0', '0') })),
    say('no_balances', 'balances is missing', (reply) => reply.drop('balances')),
    say('no_amounts', 'amountBreakdown is missing', (reply) => reply.drop('amountBreakdown')),
    say('amounts_numbers', 'amountBreakdown as numbers', (reply) =>
      reply.set(
        'amountBreakdown',
        fields({ cash: num('1000.0'), bonus: num('0.0'), locked: num('0'), retract: num('1e3') }),
      ),
    ),
    say('amounts_partial', 'amountBreakdown with cash alone', (reply) =>
      reply.set('amountBreakdown', fields({ cash: '12.30' })),
    ),
    say('amounts_mixed', 'cash 7.10, bonus 2.05, locked 0.85', (reply) =>
      reply.set('amountBreakdown', fields({ cash: '7.10', bonus: '2.05', locked: '0.85', retract: '0.0' })),
    ),
    say('time_micro', 'Times with microseconds', (reply) =>
      reply.set('createdAt', '2024-09-18T14:13:04.088123Z'),
    ),
    say('time_odd', 'createdAt is no time', (reply) => reply.set('createdAt', 'yesterday')),
    say('no_context', 'context is missing', (reply) => reply.drop('context')),
    say('mismatch', 'Sound, about another id', (reply) =>
      reply.set('id', '00000000000000000000000000000000'),
    ),
    say('no_echo', 'id is missing', (reply) => reply.drop('id')),
    say('twice_same', 'status stands twice, both success', (reply) => reply.add('status', 'success')),
    say('twice_differs', 'status stands twice, success and failed', (reply) => reply.add('status', 'failed')),

    {
      name: 'user_not_found',
      says: 'HTTP 400 error.user.not-found with alreadyProcessed: the page’s error example',
      reply: () => {
        const unknownUser = { code: 'error.user.not-found', message: 'User with specified Id was not found' }
        return jsonReply(
          400,
          fields({ error: fields({ ...unknownUser, origin: '{source-of-error}' }), alreadyProcessed: true }),
        )
      },
    },
    error('general', 'error.general'),
    error('request_invalid', 'error.request.invalid'),
    error('retry_incorrect', 'error.retry.incorrect'),
    error('limit_exceeded', 'limit.exceeded'),
    error('limit_conflict', 'decline.limit.conflict'),
    error('parent_not_found', 'decline.parent.notfound'),
    error('parent_failed', 'decline.parent.failed'),
    error('balance_conflict', 'decline.balance.conflict'),
    error('player_blocked', 'decline.player.blocked'),
    error('low_balance', 'decline.lowbalance'),
    error('restrictions', 'decline.restrictions'),
    error('unknown_code', 'decline.something.new'),
    {
      name: 'no_code',
      says: 'HTTP 400, error without a code',
      reply: () => jsonReply(400, fields({ error: fields({ message: 'No' }) })),
    },
    { name: 'bare_400', says: 'HTTP 400 without a body', reply: () => emptyReply(400) },
    { name: 'absent', says: 'HTTP 204', reply: () => emptyReply(204) },
    {
      name: 'settlesN',
      says: 'HTTP 204 for N seconds after it was first asked about, then success',
      reply: ({ question, recall, seconds }) =>
        recall.sinceFirstMs < seconds * 1000 ? emptyReply(204) : jsonReply(200, deposit(question)),
    },
    {
      name: 'expiresN',
      says: 'Success for N seconds after it was first asked about, then HTTP 204: three days old at that moment',
      reply: ({ question, recall, seconds }) => {
        if (recall.sinceFirstMs >= seconds * 1000) return emptyReply(204)
        return jsonReply(200, dated(deposit(question), recall.firstAt + seconds * 1000 - threeDaysMs))
      },
    },
    {
      name: 'forgotten',
      says: 'Success the first time, four days old; HTTP 204 ever after',
      reply: ({ question, recall }) =>
        recall.nth > 1
          ? emptyReply(204)
          : jsonReply(200, dated(deposit(question), recall.firstAt - threeDaysMs - 86_400_000)),
    },
    {
      name: 'erratic',
      says: 'Success, failed and 204 by turns',
      reply: ({ question, recall }) => {
        if (recall.nth % 3 === 0) return emptyReply(204)
        return jsonReply(200, deposit(question).set('status', recall.nth % 3 === 1 ? 'success' : 'failed'))
      },
    },
  ],
}

function say(name: string, says: string, change: (reply: Fields) => Fields): Scenario<Gr8TechQuestion> {
  return { name, says, reply: ({ question }) => jsonReply(200, change(deposit(question))) }
}

function balances(name: string, says: string, value: Json): Scenario<Gr8TechQuestion> {
  return say(name, says, (reply) => reply.set('balances', value))
}

function error(name: string, code: string): Scenario<Gr8TechQuestion> {
  return { name, says: `HTTP 400 ${code}`, reply: () => gr8Error(code, `Refused with ${code}`) }
}

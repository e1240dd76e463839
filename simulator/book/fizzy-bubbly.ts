import { randomUUID } from 'node:crypto'
import { type Reply, emptyReply, jsonReply } from '#simulator/call.ts'
import { type Fields, type Json, fields, num } from '#simulator/exact-json.ts'
import type { Book, Scenario } from './scenario.ts'

export type FizzyBubblyQuestion = { transactionId: string }

/** A bet that was applied, in the order of the page. */
function bet({ transactionId }: FizzyBubblyQuestion): Fields {
  return fields({
    amount: num('50.50'),
    brandId: 'fizzy-demo-brand',
    cashAmount: num('50.50'),
    country: 'FI',
    createTimestamp: num('1726668784088'),
    currency: 'EUR',
    freeSpinsCampaignId: null,
    gameId: 'starfall',
    gameRoundId: 'round-7f3a',
    isFeatureBuy: false,
    isGameRoundFinished: true,
    isRollbackRefunded: null,
    jackpotAmount: null,
    platform: 'mobile',
    playerId: 'player-1042',
    referenceTransactionId: null,
    resolveTimestamp: num('1726668784341'),
    sessionId: 'c0b1f9a2-6f55-4c0e-8a2e-6f7b1a0f9d11',
    transactionId,
    transactionResponseBalance: num('19575.50'),
    transactionResponseCurrency: 'EUR',
    transactionResponseStatus: 'APPLIED',
    transactionType: 'withdraw',
  })
}

function rollback(reply: Fields, refunded: Json): Fields {
  return reply
    .set('transactionType', 'rollback')
    .set('referenceTransactionId', 'sc-ok-bet')
    .set('isRollbackRefunded', refunded)
}

function money(reply: Fields, amount: string, cash: string, jackpot: string | null): Fields {
  return reply
    .set('amount', num(amount))
    .set('cashAmount', num(cash))
    .set('jackpotAmount', jackpot === null ? null : num(jackpot))
}

export function fizzyError(status: number, code: string, description: string): Reply {
  return jsonReply(status, fields({ code, description, traceId: randomUUID() }))
}

/** The page's own example: every text is "string" and every number 42. */
function pageExample(): Fields {
  const text = 'string'
  return fields({
    amount: num('42.0'),
    brandId: text,
    cashAmount: num('42.0'),
    country: text,
    createTimestamp: num('42'),
    currency: text,
    freeSpinsCampaignId: text,
    gameId: text,
    gameRoundId: text,
    isFeatureBuy: true,
    isGameRoundFinished: true,
    isRollbackRefunded: true,
    jackpotAmount: num('42.0'),
    platform: text,
    playerId: text,
    referenceTransactionId: text,
    resolveTimestamp: num('42'),
    sessionId: text,
    transactionId: text,
    transactionResponseBalance: num('42.0'),
    transactionResponseCurrency: text,
    transactionResponseStatus: 'APPLIED',
    transactionType: 'withdraw',
  })
}

export const fizzyBubblyBook: Book<FizzyBubblyQuestion> = {
  provider: 'fizzy-bubbly',
  chosenBy: 'transactionId in the path',
  otherwise: 'HTTP 404 without a body: not found, or being processed',
  documented: [{ id: 'string', says: 'The page’s 200 example', reply: () => jsonReply(200, pageExample()) }],
  ok: (question) => jsonReply(200, bet(question)),
  notFound: () => emptyReply(404),
  scenarios: [
    say('ok', 'A bet (withdraw) of 50.50 EUR, APPLIED', (reply) => reply),
    say('declined', 'DECLINED', (reply) => reply.set('transactionResponseStatus', 'DECLINED')),
    say('unknown_status', 'A status no page names: REVIEW', (r) =>
      r.set('transactionResponseStatus', 'REVIEW'),
    ),
    say('no_status', 'transactionResponseStatus is missing', (r) => r.drop('transactionResponseStatus')),
    say('status_null', 'transactionResponseStatus is null', (r) => r.set('transactionResponseStatus', null)),
    say('status_number', 'transactionResponseStatus is the number 1', (r) =>
      r.set('transactionResponseStatus', num('1')),
    ),
    say('deposit', 'A win (deposit), APPLIED', (reply) => reply.set('transactionType', 'deposit')),
    say('refunded', 'A rollback, APPLIED, that returned the bet sc-ok-bet', (reply) => rollback(reply, true)),
    say('not_refunded', 'A rollback, APPLIED, that returned nothing', (reply) => rollback(reply, false)),
    say('rollback_null', 'A rollback, APPLIED, isRollbackRefunded null', (reply) => rollback(reply, null)),
    say('rollback_declined', 'A rollback, DECLINED', (reply) =>
      rollback(reply, false).set('transactionResponseStatus', 'DECLINED'),
    ),
    say('unknown_type', 'A type no page names: adjustment', (reply) =>
      reply.set('transactionType', 'adjustment'),
    ),
    say('no_type', 'transactionType is missing', (reply) => reply.drop('transactionType')),
    say('jackpot', '0.30 = cash 0.10 + jackpot 0.20', (reply) => money(reply, '0.30', '0.10', '0.20')),
    say('sum_wrong', '50.50 beside cash 50.00 and jackpot 0.49', (reply) =>
      money(reply, '50.50', '50.00', '0.49'),
    ),
    say('sum_fine', 'A sum that is wrong by 10^-18', (reply) =>
      money(reply, '0.300000000000000001', '0.10', '0.20'),
    ),
    say('no_jackpot', 'jackpotAmount is missing', (reply) => reply.drop('jackpotAmount')),
    say('no_cash', 'cashAmount is missing', (reply) => reply.drop('cashAmount')),
    say('no_amount', 'amount is missing', (reply) => reply.drop('amount')),
    say('amount_0', 'Amounts written 0 and 0.0', (reply) => money(reply, '0', '0.0', null)),
    say('amount_text', 'amount is the text "50.50"', (reply) => reply.set('amount', '50.50')),
    say('amount_1e3', 'amount 1e3 beside cash 1000.0', (reply) => money(reply, '1e3', '1000.0', null)),
    say('amount_2e53', 'Amounts of 2^53 + 1', (r) => money(r, '9007199254740993', '9007199254740993', null)),
    say('balance_20', 'A balance of 20 digits', (r) =>
      r.set('transactionResponseBalance', num('18446744073709551615')),
    ),
    say('no_balance', 'transactionResponseBalance is missing', (reply) =>
      reply.drop('transactionResponseBalance'),
    ),
    say('currency_uxbt', 'Currency uXBT', (reply) =>
      reply.set('currency', 'uXBT').set('transactionResponseCurrency', 'uXBT'),
    ),
    say('currency_differs', 'The balance is in another currency (SEK)', (r) =>
      r.set('transactionResponseCurrency', 'SEK'),
    ),
    say('time_text', 'createTimestamp is text', (reply) => reply.set('createTimestamp', '1726668784088')),
    say('time_far', 'resolveTimestamp is beyond any calendar', (r) =>
      r.set('resolveTimestamp', num('9007199254740993')),
    ),
    say('no_resolve', 'resolveTimestamp is null', (reply) => reply.set('resolveTimestamp', null)),
    say('player_number', 'playerId is the number 18446744073709551615', (reply) =>
      reply.set('playerId', num('18446744073709551615')),
    ),
    say('sparse', 'Only transactionId, type and status', (reply) =>
      reply.drop(
        ...reply.entries
          .map(([key]) => key)
          .filter((key) => !/^transaction(Id|Type|ResponseStatus)$/.test(key)),
      ),
    ),
    say('mismatch', 'Sound, about another transactionId', (reply) =>
      reply.set('transactionId', 'another-transaction'),
    ),
    say('no_echo', 'transactionId is missing', (reply) => reply.drop('transactionId')),
    say('twice_same', 'amount stands twice, both 50.50', (reply) => reply.add('amount', num('50.50'))),
    say('twice_differs', 'amount stands twice, 50.50 and 99.99', (reply) =>
      reply.add('amount', num('99.99')),
    ),

    error('unknown_error', 400, 'ERROR_UNKNOWN_ERROR'),
    error('bad_request', 400, 'ERROR_BAD_REQUEST'),
    error('player_blocked', 400, 'ERROR_BAD_REQUEST_PLAYER_BLOCKED'),
    error('invalid_session', 400, 'ERROR_INVALID_SESSION'),
    error('session_expired', 400, 'ERROR_SESSION_EXPIRED'),
    error('duplicate', 400, 'ERROR_TRANSACTION_DUPLICATE'),
    error('withdraw_not_found', 400, 'ERROR_TRANSACTION_WITHDRAW_NOT_FOUND'),
    error('insufficient_funds', 400, 'ERROR_TRANSACTION_INSUFFICIENT_FUNDS'),
    error('limit_exceeded', 400, 'ERROR_TRANSACTION_LIMIT_EXCEEDED'),
    error('reality_check', 400, 'ERROR_TRANSACTION_REALITY_CHECK'),
    error('not_found', 400, 'ERROR_TRANSACTION_NOT_FOUND'),
    error('rollback_not_found', 400, 'ERROR_ROLLBACK_TRANSACTION_NOT_FOUND'),
    error('game_not_active', 400, 'ERROR_GAME_NOT_ACTIVE'),
    error('brand_not_active', 400, 'ERROR_BRAND_NOT_ACTIVE'),
    error('unknown_code', 400, 'ERROR_SOMETHING_NEW'),
    error('invalid_signature', 401, 'ERROR_INVALID_SIGNATURE'),
    error('internal_error', 500, 'ERROR_UNKNOWN_ERROR'),
    error('timeout', 500, 'ERROR_TIMEOUT'),
    error('unknown_500', 500, 'ERROR_SOMETHING_NEW'),
    {
      name: 'no_code',
      says: 'HTTP 400, JSON without a code',
      reply: () => jsonReply(400, fields({ description: 'No' })),
    },
    { name: 'bare_400', says: 'HTTP 400 without a body', reply: () => emptyReply(400) },
    { name: 'absent', says: 'HTTP 404', reply: () => emptyReply(404) },
    {
      name: 'absent_json',
      says: 'HTTP 404 with a JSON body',
      reply: () => fizzyError(404, 'ERROR_TRANSACTION_NOT_FOUND', 'Transaction not found'),
    },
    later('settlesN', 'HTTP 404 for N seconds after it was first asked about, then APPLIED', 'APPLIED'),
    later('declinesN', 'HTTP 404 for N seconds, then DECLINED', 'DECLINED'),
    {
      name: 'erratic',
      says: 'APPLIED, DECLINED and 404 by turns; the balance moves by 1 each time',
      reply: ({ question, recall }) => {
        if (recall.nth % 3 === 0) return emptyReply(404)
        const reply = bet(question).set('transactionResponseBalance', num(`${19575 - (recall.nth % 100)}.50`))
        return jsonReply(
          200,
          recall.nth % 3 === 2 ? reply.set('transactionResponseStatus', 'DECLINED') : reply,
        )
      },
    },
  ],
}

function say(name: string, says: string, change: (reply: Fields) => Fields): Scenario<FizzyBubblyQuestion> {
  return { name, says, reply: ({ question }) => jsonReply(200, change(bet(question))) }
}

function error(name: string, status: number, code: string): Scenario<FizzyBubblyQuestion> {
  return {
    name,
    says: `HTTP ${status} ${code}`,
    reply: () => fizzyError(status, code, `Refused with ${code}`),
  }
}

function later(name: string, says: string, status: string): Scenario<FizzyBubblyQuestion> {
  return {
    name,
    says,
    reply: ({ question, recall, seconds }) =>
      recall.sinceFirstMs < seconds * 1000
        ? emptyReply(404)
        : jsonReply(200, bet(question).set('transactionResponseStatus', status)),
  }
}

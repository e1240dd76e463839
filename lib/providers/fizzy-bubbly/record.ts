import type { JsonObject } from '#lib/json/value.ts'
import { equalDecimals, isDecimal, sumDecimals } from '#lib/money/decimal.ts'
import type { Amount, AnswerDetails, Balance, Notice, ProviderTime } from '#lib/providers/answer.ts'
import { instantOfEpochMs } from '#lib/providers/instant.ts'
import { booleanAt, noticeUnknownMembers, numberAt, textAt } from '#lib/providers/reading.ts'
import type { Operation, Status } from '#lib/providers/vocabulary.ts'
import type { ErrorDetails } from './error.ts'

/** `transactionResponseStatus`. Source: Fizzy Bubbly, "Fetch transaction", Responses 200. */
const statuses: ReadonlyMap<string, Status> = new Map([
  ['APPLIED', 'succeeded'],
  ['DECLINED', 'declined'],
])

/** `transactionType`. Same source. */
const operations: ReadonlyMap<string, Operation> = new Map([
  ['withdraw', 'debit'],
  ['deposit', 'credit'],
  ['rollback', 'rollback'],
])

/** Every member that the page lists for a successful response, those we do not read among them. */
const documented = [
  'amount',
  'brandId',
  'cashAmount',
  'country',
  'createTimestamp',
  'currency',
  'freeSpinsCampaignId',
  'gameId',
  'gameRoundId',
  'isFeatureBuy',
  'isGameRoundFinished',
  'isRollbackRefunded',
  'jackpotAmount',
  'platform',
  'playerId',
  'referenceTransactionId',
  'resolveTimestamp',
  'sessionId',
  'transactionId',
  'transactionResponseBalance',
  'transactionResponseCurrency',
  'transactionResponseStatus',
  'transactionType',
]

/** A transaction as their history holds it, in our words. */
export interface HistoryRecord {
  /** Null when the reply does not say which transaction it is about. */
  readonly transactionId: string | null
  readonly status: Status
  readonly details: AnswerDetails
}

/** Reads the body of a 200. `error` is what it carries of an error's members, should there be any. */
export function readRecord(body: JsonObject, error: ErrorDetails): HistoryRecord {
  const notices: Notice[] = [...error.notices]
  noticeUnknownMembers(body, documented, notices)
  const transactionId = textAt(body, 'transactionId', notices)
  const word = textAt(body, 'transactionResponseStatus', notices)
  const status = readWord(statuses, word, 'transactionResponseStatus', notices) ?? 'unknown'
  if (word === null)
    notices.push({ kind: 'drift', text: '"transactionResponseStatus" is missing, or is no text.' })
  const type = textAt(body, 'transactionType', notices)
  const operation =
    type === null ? null : (readWord(operations, type, 'transactionType', notices) ?? 'unknown')
  const reference = textAt(body, 'referenceTransactionId', notices) || null
  if (operation === 'rollback') noticeRollback(body, status, reference, notices)
  noticeIds(body, notices)
  const details: AnswerDetails = {
    ...error,
    providerStatus: { code: word ?? error.providerStatus.code, text: error.providerStatus.text },
    operation,
    providerOperation: type,
    amounts: readAmounts(body, notices),
    balances: readBalances(body, notices),
    times: {
      created: readTime(body, 'createTimestamp', notices),
      resolved: readTime(body, 'resolveTimestamp', notices),
    },
    references: { transactionId: reference, traceId: error.references.traceId },
    notices,
  }
  return { transactionId, status, details }
}

function readWord<Ours>(
  map: ReadonlyMap<string, Ours>,
  word: string | null,
  name: string,
  notices: Notice[],
): Ours | null {
  if (word === null) return null
  const ours = map.get(word)
  if (ours === undefined)
    notices.push({ kind: 'drift', text: `"${name}" is "${word}", which is not in the documentation.` })
  return ours ?? null
}

/** A rollback is a transaction of its own; whether it gave the referenced bet back is a separate member. */
function noticeRollback(body: JsonObject, status: Status, reference: string | null, notices: Notice[]): void {
  const refunded = booleanAt(body, 'isRollbackRefunded', notices)
  if (status !== 'succeeded' || refunded === null) return
  const bet = reference === null ? 'The bet' : `The bet ${reference}`
  notices.push({ kind: 'note', text: refunded ? `${bet} was returned.` : 'Nothing was returned.' })
}

/** Ids that the question does not hold. They are no part of a look-up's subject, which is what was asked about. */
function noticeIds(body: JsonObject, notices: Notice[]): void {
  const named = [
    ['player', textAt(body, 'playerId', notices)],
    ['game', textAt(body, 'gameId', notices)],
    ['round', textAt(body, 'gameRoundId', notices)],
  ].flatMap(([what, id]) => (id ? [`${what} ${id}`] : []))
  if (named.length > 0) notices.push({ kind: 'note', text: `Their record names ${named.join(', ')}.` })
}

function readAmounts(body: JsonObject, notices: Notice[]): Amount[] {
  const currency = textAt(body, 'currency', notices)
  const total = numberAt(body, 'amount', notices)
  const cash = numberAt(body, 'cashAmount', notices)
  const jackpot = numberAt(body, 'jackpotAmount', notices)
  if (total !== null && cash !== null) noticeSum(total, cash, jackpot, notices)
  const parts = [
    { kind: 'total' as const, amount: total },
    { kind: 'cash' as const, amount: cash },
    { kind: 'jackpot' as const, amount: jackpot },
  ]
  return parts.flatMap(({ kind, amount }) => (amount === null ? [] : [{ kind, amount, currency }]))
}

/** `amount` is cash and jackpot together; a difference is told and never corrected. */
function noticeSum(total: string, cash: string, jackpot: string | null, notices: Notice[]): void {
  const parts = jackpot === null ? [cash] : [cash, jackpot]
  const names = jackpot === null ? 'cashAmount' : 'cashAmount + jackpotAmount'
  if (![total, ...parts].every(isDecimal)) {
    notices.push({ kind: 'sum', text: `Could not check that amount is ${names}.` })
  } else if (!equalDecimals(total, sumDecimals(parts))) {
    const sum = jackpot === null ? cash : `${parts.join(' + ')} = ${sumDecimals(parts)}`
    notices.push({ kind: 'sum', text: `amount is ${total}, but ${names} is ${sum}.` })
  }
}

function readBalances(body: JsonObject, notices: Notice[]): Balance[] {
  const amount = numberAt(body, 'transactionResponseBalance', notices)
  const currency = textAt(body, 'transactionResponseCurrency', notices)
  return amount === null ? [] : [{ kind: 'total', amount, currency, asOf: 'after_transaction' }]
}

/** The page types these as int32 and calls them epoch milliseconds; milliseconds are what comes. */
function readTime(body: JsonObject, name: string, notices: Notice[]): ProviderTime | null {
  const text = numberAt(body, name, notices)
  if (text === null) return null
  const at = instantOfEpochMs(text)
  if (at === null) notices.push({ kind: 'drift', text: `"${name}" is ${text}, which is no time.` })
  return { text, at }
}

import { stringifyJson } from '#lib/json/stringify.ts'
import { isJsonObject, type JsonValue } from '#lib/json/value.ts'
import { absent, type Answer, answered, faulted, type Notice } from '#lib/providers/answer.ts'
import { noticeUnknownMembers, textAt } from '#lib/providers/reading.ts'
import type { Status, StatusReason } from '#lib/providers/vocabulary.ts'
import { type AnswerRow, type Found, isSameNumber } from './join.ts'
import type { AskedRow } from './schema.ts'

/** FUNGAMESS, Check transactions, Response parameters, result.transactions.status. */
const meanings = new Map<string, { readonly status: Status; readonly reason: StatusReason | null }>([
  ['0', { status: 'failed', reason: 'internal_error' }],
  ['1', { status: 'succeeded', reason: null }],
  ['2', { status: 'declined', reason: 'insufficient_funds' }],
  ['3', { status: 'declined', reason: 'limit_exceeded' }],
  ['4', { status: 'declined', reason: 'player_blocked' }],
  ['5', { status: 'pending', reason: null }],
  ['9', { status: 'timed_out', reason: 'timeout' }],
])

/** FUNGAMESS, Check transactions, Response parameters. */
const documented = ['transactionId', 'userId', 'gameId', 'status', 'statusMessage']

/**
 * The answer to one asked row. Where the reply did not say that the request was successful (`isConfirmed` is
 * false), no status is believed.
 */
export function answerOfRow(
  asked: AskedRow,
  { own, foreign }: Found,
  isConfirmed: boolean,
  callNotices: readonly Notice[],
): Answer {
  const [row] = own
  if (row === undefined) {
    const [stranger] = foreign
    if (stranger === undefined) return absent('not_in_answer', { notices: callNotices })
    const notices: Notice[] = [...stranger.notices, ...foreign.map((one) => aboutAnother(asked, one))]
    const providerStatus = statusOf(stranger, notices)
    return faulted('mismatch', 'reading', { providerStatus, notices: [...notices, ...callNotices] })
  }
  if (own.some((other) => inOneOrder(other.object) !== inOneOrder(row.object))) {
    const text = `${own.length} rows came for this question, and they differ.`
    return faulted('mismatch', 'reading', { notices: [{ kind: 'mismatch', text }, ...callNotices] })
  }

  const notices: Notice[] = [...row.notices]
  if (row.userId === null) notices.push({ kind: 'echo', text: '"userId" did not come back.' })
  if (row.gameId === null) notices.push({ kind: 'echo', text: '"gameId" did not come back.' })
  noticeUnknownMembers(row.object, documented, notices)
  if (own.length > 1) notices.push({ kind: 'note', text: `The row came ${own.length} times, the same.` })
  notices.push(...foreign.map((stranger) => aboutAnother(asked, stranger)))
  const providerStatus = statusOf(row, notices)
  const meaning = providerStatus.code === null ? undefined : meanings.get(providerStatus.code)
  if (meaning === undefined) notices.push(...whyUnknown(row, providerStatus.code))
  notices.push(...callNotices)
  if (meaning === undefined || !isConfirmed) return answered('unknown', { providerStatus, notices })
  return answered(meaning.status, { providerStatus, statusReason: meaning.reason, notices })
}

function statusOf({ object }: AnswerRow, notices: Notice[]): Answer['providerStatus'] {
  return { code: textAt(object, 'status', notices), text: textAt(object, 'statusMessage', notices) }
}

function whyUnknown({ object: { status } }: AnswerRow, code: string | null): Notice[] {
  if (code !== null) return [{ kind: 'drift', text: `status "${code}" is not in the documentation.` }]
  // Another type is noticed where the member is read.
  return status === undefined || status === null ? [{ kind: 'drift', text: '"status" is missing.' }] : []
}

function aboutAnother(asked: AskedRow, row: AnswerRow): Notice {
  const differing = (['userId', 'gameId'] as const).flatMap((name) => {
    const came = row[name]
    if (came === null) return [`${name} did not come`]
    return isSameNumber(asked[name], came) ? [] : [`${name}: asked ${asked[name]}, came ${came}`]
  })
  return { kind: 'mismatch', text: `A row has this transactionId, but ${differing.join('; ')}.` }
}

/** Rows that differ only in the order of their members are the same. */
function inOneOrder(value: JsonValue): string {
  return stringifyJson(sorted(value))
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

import { isJsonObject, type JsonObject } from '#lib/json/value.ts'
import {
  type Answer,
  type AnswerDetails,
  answered,
  type Balance,
  faulted,
  type Notice,
} from '#lib/providers/answer.ts'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import {
  booleanAt,
  errorWords,
  faultByHttpStatus,
  noticeUnknownMembers,
  numberAt,
  readReply,
  textAt,
} from '#lib/providers/reading.ts'
import { compareEchoes } from './echo.ts'
import type { StatusQuestion } from './schema.ts'

/** `status` and `code` together. Fantasy Goal, Success Response and Failed Response; no others are published. */
const meanings = new Map<string, 'succeeded' | 'provider_error'>([
  ['true 1', 'succeeded'],
  ['false 2', 'provider_error'],
])

/** Fantasy Goal, Response JSON Object. */
const documented = [
  'status',
  'code',
  'message',
  'request_id',
  'token',
  'player_id',
  'game_id',
  'site_id',
  'provider_id',
  'balance',
]

/** What a reply says of the question, by the table in this provider's README. */
export function normalize(reply: ReceivedReply, question: StatusQuestion): Answer {
  const read = readReply(reply)
  const body = read.ok && isJsonObject(read.value) ? read.value : null
  if (body !== null && isInTable(reply.status, body)) {
    return byTable(reply.status, body, question, read.notices)
  }
  const isAmbiguous = !read.ok && read.ambiguous && !isDecidedByHttp(reply.status)
  if (isAmbiguous || (body === null && reply.status >= 200 && reply.status < 300)) {
    return unreadable(read.ok ? 'The reply is not a JSON object.' : read.problem, read)
  }
  return outsideTable(reply, body, read.notices)
}

/**
 * The table is for the two HTTP statuses of the page's examples. Any other says first that there is no answer:
 * a refusal must not show as a transaction of unknown status.
 */
function isInTable(httpStatus: number, body: JsonObject): boolean {
  return httpStatus === 200 || (httpStatus === 500 && typeof body.status === 'boolean')
}

function isDecidedByHttp(httpStatus: number): boolean {
  if (httpStatus >= 300 && httpStatus < 400) return true
  return httpStatus === 401 || httpStatus === 403 || httpStatus === 429 || httpStatus > 500
}

function byTable(
  httpStatus: number,
  body: JsonObject,
  question: StatusQuestion,
  odd: readonly Notice[],
): Answer {
  const notices = [...odd]
  noticeUnknownMembers(body, documented, notices)
  const status = booleanAt(body, 'status', notices)
  const code = codeOf(body, notices)
  const details = { ...detailsOf(body, code, notices), notices }
  const meaning = meanings.get(`${status} ${code}`)
  if (meaning === 'provider_error') return faulted('provider_error', 'reply', details)

  // The Failed Response of the page brings none of the echoes.
  if (compareEchoes(body, question, status !== false, notices)) {
    return faulted('mismatch', 'reading', details)
  }
  const told = {
    ...details,
    operation: question.action,
    balances: balancesOf(body, question.currency, notices),
  }
  // Nothing in a reply could say "pending", so nothing says that success is the last word either.
  if (meaning === 'succeeded' && httpStatus === 200) return answered('succeeded', { ...told, final: null })
  const why = whyUnknown(httpStatus, body, code)
  if (why !== null) notices.push({ kind: 'drift', text: why })
  return answered('unknown', told)
}

/** Null where `status` is of another type, which is noticed already. */
function whyUnknown(httpStatus: number, { status }: JsonObject, code: string | null): string | null {
  if (status === undefined || status === null) return '"status" is missing.'
  if (typeof status !== 'boolean') return null
  if (meanings.get(`${status} ${code}`) === 'succeeded') {
    return `status true and code 1 came under HTTP ${httpStatus}: one contradicts the other.`
  }
  return `status ${status} with ${code === null ? 'no code' : `code ${code}`} is not in the documentation.`
}

function outsideTable(reply: ReceivedReply, body: JsonObject | null, odd: readonly Notice[]): Answer {
  if (body === null)
    return faulted(faultByHttpStatus(reply, undefined) ?? 'provider_error', 'reply', { notices: odd })
  const code = codeOf(body, [])
  const { providerStatus, references } = detailsOf(body, code, [])
  // A body that claims success, or an error of the provider's own, does not say that our request was invalid.
  const isOurFault = body.status !== true && meanings.get(`${body.status} ${code}`) !== 'provider_error'
  return faulted(faultByHttpStatus(reply, isOurFault ? body : {}) ?? 'provider_error', 'reply', {
    providerStatus: { ...providerStatus, text: providerStatus.text ?? errorWords(body) },
    references,
    notices: odd,
  })
}

function detailsOf(
  body: JsonObject,
  code: string | null,
  notices: Notice[],
): Pick<AnswerDetails, 'providerStatus' | 'references'> {
  return {
    providerStatus: { code, text: textAt(body, 'message', notices) },
    references: { transactionId: null, traceId: textAt(body, 'request_id', notices) },
  }
}

/** A word where the number is due is shown all the same. */
function codeOf(body: JsonObject, notices: Notice[]): string | null {
  return numberAt(body, 'code', notices) ?? textAt(body, 'code', [])
}

function balancesOf(body: JsonObject, currency: string, notices: Notice[]): Balance[] {
  const amount = numberAt(body, 'balance', notices)
  return amount === null ? [] : [{ kind: 'total', amount, currency, asOf: 'now' }]
}

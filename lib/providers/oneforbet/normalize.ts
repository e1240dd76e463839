import { isJsonObject, type JsonObject } from '#lib/json/value.ts'
import {
  absent,
  type Answer,
  type AnswerDetails,
  answered,
  type Balance,
  faulted,
  type Notice,
} from '#lib/providers/answer.ts'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { instantOfEpochMs } from '#lib/providers/instant.ts'
import { mismatched } from '#lib/providers/mismatch.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import {
  faultByHttpStatus,
  noticeUnknownMembers,
  numberAt,
  readReply,
  scalarAt,
  textAt,
} from '#lib/providers/reading.ts'
import type { StatusReason } from '#lib/providers/vocabulary.ts'
import type { BalanceQuestion } from './schema.ts'

interface Meaning {
  readonly says: 'balance' | 'no balance' | 'no member' | 'unauthorized' | 'forbidden' | 'provider_error'
  readonly reason: StatusReason | null
}

/**
 * OneForBet, StatusCode. That page is not public; 0 and 10001 stand in the examples of Check Balance, the others
 * are as the vendor's codes were handed to us. Only codes with a word of ours carry a reason.
 */
const meanings = new Map<string, Meaning>([
  ['0', { says: 'balance', reason: null }],
  ['10001', { says: 'no member', reason: 'player_not_found' }],
  ['10002', { says: 'no balance', reason: 'insufficient_funds' }],
  ['20001', { says: 'no balance', reason: null }],
  ['20002', { says: 'no balance', reason: 'duplicate' }],
  ['20003', { says: 'no balance', reason: null }],
  ['20004', { says: 'no balance', reason: null }],
  ['30001', { says: 'unauthorized', reason: null }],
  ['30002', { says: 'unauthorized', reason: 'invalid_signature' }],
  ['40003', { says: 'forbidden', reason: null }],
  ['50001', { says: 'provider_error', reason: null }],
])

/** OneForBet, Check Balance, Response Description. */
const documented = ['id', 'statusCode', 'timestampMillis', 'productId', 'currency', 'balance', 'username']

/** What a reply says of the member. The code table is in this provider's README. */
export function normalize(reply: ReceivedReply, question: BalanceQuestion): Answer {
  const read = readReply(reply)
  const body = read.ok && isJsonObject(read.value) ? read.value : null
  if (body === null && reply.status >= 200 && reply.status < 300) {
    return unreadable(read.ok ? 'The reply is not a JSON object.' : read.problem, read)
  }
  if (body === null || reply.status !== 200) return faultByHttp(reply, body, read.notices)
  return byCode(body, question, read.notices)
}

/** The vendor answers every statusCode under HTTP 200, so another HTTP status says it alone. */
function faultByHttp(reply: ReceivedReply, body: JsonObject | null, odd: readonly Notice[]): Answer {
  const fault = faultByHttpStatus(reply, body ?? undefined) ?? 'provider_error'
  if (body === null) return faulted(fault, 'reply', { notices: odd })
  const told = detailsOf(body, [])
  // The vendor's Authentication page shows `reqId` and `code` in a 401.
  const code = told.providerStatus.code ?? scalarAt(body, 'code', [])
  const traceId = told.references.traceId ?? textAt(body, 'reqId', [])
  const details = {
    ...told,
    providerStatus: { code, text: null },
    references: { transactionId: null, traceId },
    notices: odd,
  }
  const { code: statusCode } = told.providerStatus
  const saysSo = reply.status < 500 && statusCode !== null && statusCode !== '0'
  return faulted(fault === 'provider_error' && saysSo ? 'invalid_request' : fault, 'reply', details)
}

function byCode(body: JsonObject, question: BalanceQuestion, odd: readonly Notice[]): Answer {
  const notices = [...odd]
  noticeUnknownMembers(body, documented, notices)
  const details = { ...detailsOf(body, notices), notices }
  const { code } = details.providerStatus
  const says = code === null ? undefined : meanings.get(code)?.says
  if (says === 'unauthorized' || says === 'forbidden' || says === 'provider_error') {
    return faulted(says, 'reply', details)
  }
  if (says === undefined) {
    const what =
      code === null ? 'No readable statusCode came.' : `statusCode ${code} is not in the documentation.`
    notices.push({ kind: 'drift', text: what })
  }
  const other = findOtherMember(body, question, says === 'balance', notices)
  if (other !== null) return mismatched(other.name, other.asked, other.came, details)
  if (says === 'no member') return absent('not_found', details)
  if (says !== 'balance') return answered('not_applicable', details)
  // A failure may carry `balance: 0` that means nothing, so only here is it read.
  return answered('not_applicable', { ...details, balances: balancesOf(body, question, notices) })
}

/** The texts of a failure are not documented and may repeat an API key, so none is copied. */
function detailsOf(
  body: JsonObject,
  notices: Notice[],
): Pick<AnswerDetails, 'providerStatus' | 'statusReason' | 'references' | 'times'> {
  const code = numberAt(body, 'statusCode', notices) ?? textAt(body, 'statusCode', [])
  const at = numberAt(body, 'timestampMillis', notices)
  return {
    providerStatus: { code, text: null },
    statusReason: (code === null ? undefined : meanings.get(code)?.reason) ?? null,
    references: { transactionId: null, traceId: textAt(body, 'id', notices) },
    // "Responding time": when this answer was made. Nothing was created.
    times: { created: null, resolved: at === null ? null : { text: at, at: instantOfEpochMs(at) } },
  }
}

/** The members that repeat the question: OneForBet, Check Balance, Response Description. */
export const echoes = ['username', 'currency'] as const

/** The first member that names somebody or something else. The failure example of the page brings neither. */
function findOtherMember(
  body: JsonObject,
  question: BalanceQuestion,
  areDue: boolean,
  notices: Notice[],
): { readonly name: string; readonly asked: string; readonly came: string } | null {
  let other: { name: string; asked: string; came: string } | null = null
  for (const name of echoes) {
    const came = textAt(body, name, notices)
    // Empty text names nobody else.
    if (came === null || came === '') {
      if (areDue) notices.push({ kind: 'echo', text: `"${name}" did not come back.` })
    } else if (came !== question[name]) {
      other ??= { name, asked: question[name], came }
    }
  }
  return other
}

function balancesOf(body: JsonObject, { currency }: BalanceQuestion, notices: Notice[]): Balance[] {
  const amount = numberAt(body, 'balance', notices)
  if (amount !== null) return [{ kind: 'total', amount, currency, asOf: 'now' }]
  notices.push({ kind: 'drift', text: 'statusCode 0 came without a readable balance.' })
  return []
}

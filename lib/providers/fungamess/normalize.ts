import { isJsonObject, type JsonObject } from '#lib/json/value.ts'
import { type Answer, faulted, type Notice } from '#lib/providers/answer.ts'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import {
  booleanAt,
  errorWords,
  faultByHttpStatus,
  noticeUnknownMembers,
  objectAt,
  readReply,
} from '#lib/providers/reading.ts'
import { joinRows } from './join.ts'
import { readRefusal } from './refusal.ts'
import { answerOfRow } from './row-answer.ts'
import type { AskedRow } from './schema.ts'

/**
 * What a reply says of each asked row, in their order; null where it says nothing of it, because the call was
 * refused for another row. At least one is not null.
 */
export function normalize(reply: ReceivedReply, asked: readonly AskedRow[]): readonly (Answer | null)[] {
  const read = readReply(reply)
  const body = read.ok && isJsonObject(read.value) ? read.value : null
  if (body?.status === false && !isDecidedByHttp(reply.status))
    return refused(reply, body, asked, read.notices)

  if (body !== null && reply.status === 200) return byRow(body, asked, read.notices)

  const isAmbiguous = !read.ok && read.ambiguous && !isDecidedByHttp(reply.status)
  if (isAmbiguous || (body === null && reply.status >= 200 && reply.status < 300)) {
    return asked.map(() => unreadable(read.ok ? 'The reply is not a JSON object.' : read.problem, read))
  }
  const fault = faultByHttpStatus(reply, body ?? undefined) ?? 'provider_error'
  const text = body && (readRefusal(body).text ?? errorWords(body))
  const details = { providerStatus: { code: null, text }, notices: read.notices }
  return asked.map(() => faulted(fault, 'reply', details))
}

function isDecidedByHttp(httpStatus: number): boolean {
  if (httpStatus >= 300 && httpStatus < 400) return true
  return httpStatus === 401 || httpStatus === 403 || httpStatus === 429 || httpStatus >= 500
}

/** FUNGAMESS, Example of an unsuccessful response. One bad row fails the whole call. */
function refused(
  reply: ReceivedReply,
  body: JsonObject,
  asked: readonly AskedRow[],
  odd: readonly Notice[],
): readonly (Answer | null)[] {
  const refusal = readRefusal(body)
  // Under another HTTP status than 200, the HTTP status says it where no field is named.
  const fault = refusal.namesField ? 'invalid_request' : (faultByHttpStatus(reply, body) ?? 'provider_error')
  const notices = [...odd]
  noticeUnknownMembers(body, ['status', 'result', 'errorDesc', 'errors'], notices)
  const isForSomeRows = asked.some((_row, place) => refusal.rows.has(place))
  if (!isForSomeRows) {
    const providerStatus = { code: null, text: refusal.text }
    return asked.map(() => faulted(fault, 'reply', { providerStatus, notices }))
  }
  return asked.map((_row, place) => {
    const text = refusal.rows.get(place)
    if (text === undefined) return null
    const which = `It stood in place ${place} of the ${asked.length} rows of the call, counted from 0.`
    return faulted('invalid_request', 'reply', {
      providerStatus: { code: null, text },
      notices: asked.length > 1 ? [...notices, { kind: 'note', text: which }] : notices,
    })
  })
}

function byRow(body: JsonObject, asked: readonly AskedRow[], odd: readonly Notice[]): readonly Answer[] {
  const notices = [...odd]
  noticeUnknownMembers(body, ['status', 'result', 'errorDesc', 'errors'], notices)
  // `status: true` is about the request; without it, no row of the answer is believed.
  const isConfirmed = booleanAt(body, 'status', notices) === true
  if (body.status === undefined || body.status === null) {
    notices.push({ kind: 'drift', text: '"status" of the reply is missing.' })
  }
  const result = objectAt(body, 'result', notices)
  const rows = result?.transactions
  const { text } = readRefusal(body)
  if (!Array.isArray(rows)) {
    const providerStatus = { code: null, text }
    return asked.map(() =>
      unreadable('"result.transactions" is not there as a list.', { providerStatus, notices }),
    )
  }
  if (result !== null) noticeUnknownMembers(result, ['transactions'], notices)
  if (text !== null) notices.push({ kind: 'note', text })
  const joined = joinRows(asked, rows)
  return asked.map((row, place) =>
    answerOfRow(row, joined.found[place] ?? { own: [], foreign: [] }, isConfirmed, [
      ...notices,
      ...joined.notices,
    ]),
  )
}

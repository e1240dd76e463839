import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'
import type { AnswerDetails, Notice } from '#lib/providers/answer.ts'
import { errorWords, noticeUnknownMembers, textAt } from '#lib/providers/reading.ts'
import { reasons, verdicts } from './codes.ts'

/** What any of their replies may carry about itself. */
export type ErrorDetails = Pick<AnswerDetails, 'providerStatus' | 'statusReason' | 'references' | 'notices'>

const documented = ['code', 'description', 'traceId']
/** The HTTP statuses for which the page describes an error body. */
const described = [400, 401, 500]

/**
 * Their code, words, trace id and the reason they name, from a body of any HTTP status. An undocumented code,
 * and a missing one where the code decides, are noticed.
 */
export function readError(
  status: number,
  body: JsonValue | undefined,
  noticed: readonly Notice[],
): ErrorDetails {
  const notices = [...noticed]
  const error = isJsonObject(body) ? body : {}
  if (described.includes(status)) noticeUnknownMembers(error, documented, notices)
  const code = textAt(error, 'code', notices)
  const description = textAt(error, 'description', notices)
  const text = description ?? (status === 200 ? null : errorWords(error))
  const details = {
    providerStatus: { code, text },
    statusReason: (code === null ? undefined : reasons.get(code)) ?? null,
    references: { transactionId: null, traceId: textAt(error, 'traceId', notices) },
    notices,
  }
  if (code === null) {
    if (status === 400 && isTheirError(body))
      notices.push({ kind: 'drift', text: '"code" is missing, or is no text.' })
  } else if (described.includes(status) && !verdicts.has(`${status} ${code}`)) {
    notices.push({ kind: 'drift', text: `"code" is "${code}", which is not documented for HTTP ${status}.` })
  }
  return details
}

/** Whether a body has any member of their documented error. */
export function isTheirError(body: JsonValue | undefined): body is JsonObject {
  return isJsonObject(body) && documented.some((name) => body[name] !== undefined && body[name] !== null)
}

import { isJsonObject, type JsonValue } from '#lib/json/value.ts'
import type { AnswerDetails, Notice } from '#lib/providers/answer.ts'
import { booleanAt, errorWords, objectAt, textAt } from '#lib/providers/reading.ts'
import { reasons, verdicts } from './codes.ts'

/** What any of their replies may carry about itself. */
export type ErrorDetails = Pick<AnswerDetails, 'providerStatus' | 'statusReason' | 'references' | 'notices'>

/**
 * Their code, words, trace id, the reason they name and the remark `alreadyProcessed`, from a body of any HTTP
 * status. An unlisted code under 400, and a missing one, are noticed; other members are not, since the page
 * leaves the error open.
 */
export function readError(
  status: number,
  body: JsonValue | undefined,
  noticed: readonly Notice[],
): ErrorDetails {
  const notices = [...noticed]
  const reply = isJsonObject(body) ? body : {}
  const error = objectAt(reply, 'error', notices) ?? {}
  const context = objectAt(reply, 'context', notices) ?? {}
  const code = textAt(error, 'code', notices)
  const message = textAt(error, 'message', notices)
  const text = message ?? (status === 200 ? null : errorWords(reply))
  const details = {
    providerStatus: { code, text },
    statusReason: (code === null ? undefined : reasons.get(code)) ?? null,
    references: { transactionId: null, traceId: textAt(context, 'correlationId', notices) },
    notices,
  }
  if (status === 400 && isTheirError(body) && (code === null || !verdicts.has(code))) {
    const problem = code === null ? 'is missing, or is no text.' : `is "${code}", which is not documented.`
    notices.push({ kind: 'drift', text: `"error.code" ${problem}` })
  }
  if (booleanAt(reply, 'alreadyProcessed', notices) === true)
    notices.push({ kind: 'note', text: 'They say that it was already processed (alreadyProcessed).' })
  return details
}

/** Whether a body has the container of their documented error. */
export function isTheirError(body: JsonValue | undefined): boolean {
  return isJsonObject(body) && isJsonObject(body['error'])
}

import { isJsonObject, type JsonValue } from '#lib/json/value.ts'
import { absent, type Answer, answered, faulted, type Notice } from '#lib/providers/answer.ts'
import type { Question, ReceivedReply } from '#lib/providers/contract.ts'
import { mismatched } from '#lib/providers/mismatch.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import { faultByHttpStatus, readReply } from '#lib/providers/reading.ts'
import { verdicts } from './codes.ts'
import { type ErrorDetails, isTheirError, readError } from './error.ts'
import { readRecord } from './record.ts'

/** "Transactions in our system exist for 3 days." Source: GR8 Tech, "get-transaction-by-id", Warning. */
export const keepsForMs = 72 * 60 * 60 * 1000

/** A question with when its transaction is known to have existed, by an earlier answer; null when unknown. */
export interface KnownQuestion extends Question {
  readonly knownSince: Date | null
}

/** What a reply says of the transaction that was asked about. `now` is when it came. */
export function normalize(reply: ReceivedReply, question: KnownQuestion, now: Date): Answer {
  if (reply.status === 204) return absent(isForgotten(question, now) ? 'expired' : 'not_found')
  const read = readReply(reply)
  const value = read.ok ? read.value : undefined
  const error = readError(reply.status, value, read.notices)
  if (reply.status === 400) {
    const verdict = verdicts.get(error.providerStatus.code ?? '')
    if (verdict) return verdict(error)
    if (isTheirError(value)) return answered('unknown', error)
    if (!read.ok && read.ambiguous) return unreadable(read.problem, error)
  }
  const fault = faultByHttpStatus(reply, value)
  if (fault !== null && fault !== 'unreadable') return faulted(fault, 'reply', error)
  if (!read.ok) return unreadable(read.problem, error)
  return readTransaction(read.value, question.input['transactionId'] ?? '', error)
}

/** Whether the transaction is known to be older than they keep one. */
function isForgotten({ input, knownSince }: KnownQuestion, now: Date): boolean {
  const occurredAt = input['occurredAt']
  const known = [knownSince?.getTime(), occurredAt === undefined ? undefined : Date.parse(occurredAt)]
  return known.some((atMs) => atMs !== undefined && now.getTime() - atMs > keepsForMs)
}

function readTransaction(value: JsonValue, asked: string, error: ErrorDetails): Answer {
  if (!isJsonObject(value)) return unreadable('The reply is not a JSON object.', error)
  const { id, status, details } = readRecord(value, error)
  if (id === null) {
    const echo: Notice = { kind: 'echo', text: '"id" did not come back.' }
    return answered(status, { ...details, notices: [...details.notices, echo] })
  }
  return id === asked ? answered(status, details) : mismatched('transactionId', asked, id, details)
}

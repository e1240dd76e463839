import { isJsonObject, type JsonValue } from '#lib/json/value.ts'
import { absent, type Answer, answered, faulted, type Notice } from '#lib/providers/answer.ts'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { mismatched } from '#lib/providers/mismatch.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import { faultByHttpStatus, readReply } from '#lib/providers/reading.ts'
import { verdicts } from './codes.ts'
import { isTheirError, readError } from './error.ts'
import { readRecord } from './record.ts'

const delay: Notice = { kind: 'delay', text: 'Their record is not real time and may be behind.' }

/** What a reply says of the transaction that was asked about. */
export function normalize(reply: ReceivedReply, transactionId: string): Answer {
  const answer = judge(reply, transactionId)
  return answer.outcome === 'fault' ? answer : { ...answer, notices: [...answer.notices, delay] }
}

function judge(reply: ReceivedReply, asked: string): Answer {
  const read = readReply(reply)
  const value = read.ok ? read.value : undefined
  const error = readError(reply.status, value, read.notices)

  // The page gives a 404 no body: whatever comes with it changes nothing.
  if (reply.status === 404) return absent('not_found_or_processing', error)
  const verdict = verdicts.get(`${reply.status} ${error.providerStatus.code}`)
  if (verdict) return verdict(error)
  if (reply.status === 400) {
    if (isTheirError(value)) return answered('unknown', error)
    if (!read.ok && read.ambiguous) return unreadable(read.problem, error)
  }
  const fault = faultByHttpStatus(reply, value)
  if (fault !== null && fault !== 'unreadable') return faulted(fault, 'reply', error)
  if (!read.ok) return unreadable(read.problem, error)
  return readTransaction(read.value, asked, error)
}

function readTransaction(value: JsonValue, asked: string, error: ReturnType<typeof readError>): Answer {
  if (!isJsonObject(value)) return unreadable('The reply is not a JSON object.', error)
  const { transactionId, status, details } = readRecord(value, error)
  if (transactionId === null) {
    const echo: Notice = { kind: 'echo', text: '"transactionId" did not come back.' }
    return answered(status, { ...details, notices: [...details.notices, echo] })
  }
  if (transactionId !== asked) return mismatched('transactionId', asked, transactionId, details)
  return answered(status, details)
}

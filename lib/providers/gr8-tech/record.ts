import type { JsonObject } from '#lib/json/value.ts'
import type { AnswerDetails, Notice, ProviderTime } from '#lib/providers/answer.ts'
import { instantOfIso } from '#lib/providers/instant.ts'
import { noticeUnknownMembers, textAt } from '#lib/providers/reading.ts'
import type { Operation, Status } from '#lib/providers/vocabulary.ts'
import { operations, statuses } from './codes.ts'
import type { ErrorDetails } from './error.ts'
import { readAmounts, readBalances } from './money.ts'

/** Every member that the page names for a successful response, those we do not read among them. */
const documented = [
  'balances',
  'status',
  'currency',
  'platform',
  'id',
  'type',
  'initiatedAt',
  'createdAt',
  'context',
  'amountBreakdown',
]

/** A transaction as they hold it, in our words. */
export interface TransactionRecord {
  /** Null when the reply does not say which transaction it is about. */
  readonly id: string | null
  readonly status: Status
  readonly details: AnswerDetails
}

/** Reads the body of a 200. `error` is what it carries of an error's members, should there be any. */
export function readRecord(body: JsonObject, error: ErrorDetails): TransactionRecord {
  const notices: Notice[] = [...error.notices]
  noticeUnknownMembers(body, documented, notices)
  const id = textAt(body, 'id', notices)
  const word = textAt(body, 'status', notices)
  const type = textAt(body, 'type', notices)
  const currency = textAt(body, 'currency', notices)
  const status = readStatus(word, notices)
  const details: AnswerDetails = {
    ...error,
    providerStatus: { code: word ?? error.providerStatus.code, text: error.providerStatus.text },
    operation: type === null ? null : readOperation(type, notices),
    providerOperation: type,
    amounts: readAmounts(body, currency, notices),
    balances: readBalances(body, currency, notices),
    times: { created: readTime(body, 'createdAt', notices), resolved: null },
    notices,
  }
  return { id, status, details }
}

function readStatus(word: string | null, notices: Notice[]): Status {
  const status = word === null ? undefined : statuses.get(word)
  if (status !== undefined) return status
  const text =
    word === null ? 'is missing, or is no text.' : `is "${word}", which is not in the documentation.`
  notices.push({ kind: 'drift', text: `"status" ${text}` })
  return 'unknown'
}

function readOperation(type: string, notices: Notice[]): Operation {
  const operation = operations.get(type)
  if (operation !== undefined) return operation
  notices.push({ kind: 'drift', text: `"type" is "${type}", which is not in the documentation.` })
  return 'unknown'
}

/** The page says UTC, so a time without a zone is read as UTC. */
function readTime(body: JsonObject, name: string, notices: Notice[]): ProviderTime | null {
  const text = textAt(body, name, notices)
  if (text === null) return null
  const at = instantOfIso(text) ?? instantOfIso(`${text}Z`)
  if (at === null) notices.push({ kind: 'drift', text: `"${name}" is "${text}", which is no time.` })
  return { text, at }
}

import { absent, type Answer, type AnswerDetails, answered, faulted } from '#lib/providers/answer.ts'
import type { StatusReason } from '#lib/providers/vocabulary.ts'

type Verdict = (details: Partial<AnswerDetails>) => Answer

const notFound: Verdict = (details) => absent('not_found', details)
const declined: Verdict = (details) => answered('declined', details)
const unknown: Verdict = (details) => answered('unknown', details)
const refused: Verdict = (details) => faulted('invalid_request', 'reply', details)
const broken: Verdict = (details) => faulted('provider_error', 'reply', details)
const unauthorized: Verdict = (details) => faulted('unauthorized', 'reply', details)
const timedOut: Verdict = (details) => faulted('timeout', 'reply', details)

/**
 * What an error says, by HTTP status and `code`. Source: Fizzy Bubbly, "Fetch transaction", Responses 400, 401
 * and 500, which list exactly these codes.
 */
export const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['400 ERROR_TRANSACTION_NOT_FOUND', notFound],
  ['400 ERROR_TRANSACTION_WITHDRAW_NOT_FOUND', notFound],
  ['400 ERROR_ROLLBACK_TRANSACTION_NOT_FOUND', notFound],
  ['400 ERROR_TRANSACTION_INSUFFICIENT_FUNDS', declined],
  ['400 ERROR_TRANSACTION_LIMIT_EXCEEDED', declined],
  ['400 ERROR_TRANSACTION_REALITY_CHECK', declined],
  ['400 ERROR_BAD_REQUEST_PLAYER_BLOCKED', declined],
  ['400 ERROR_TRANSACTION_DUPLICATE', unknown],
  ['400 ERROR_BAD_REQUEST', refused],
  ['400 ERROR_INVALID_SESSION', refused],
  ['400 ERROR_SESSION_EXPIRED', refused],
  ['400 ERROR_GAME_NOT_ACTIVE', refused],
  ['400 ERROR_BRAND_NOT_ACTIVE', refused],
  ['400 ERROR_UNKNOWN_ERROR', broken],
  ['401 ERROR_INVALID_SIGNATURE', unauthorized],
  ['500 ERROR_UNKNOWN_ERROR', broken],
  ['500 ERROR_TIMEOUT', timedOut],
])

/** The reason that a code names, whatever the HTTP status it comes under. Same source. */
export const reasons: ReadonlyMap<string, StatusReason> = new Map([
  ['ERROR_TRANSACTION_WITHDRAW_NOT_FOUND', 'parent_not_found'],
  ['ERROR_ROLLBACK_TRANSACTION_NOT_FOUND', 'parent_not_found'],
  ['ERROR_TRANSACTION_INSUFFICIENT_FUNDS', 'insufficient_funds'],
  ['ERROR_TRANSACTION_LIMIT_EXCEEDED', 'limit_exceeded'],
  ['ERROR_TRANSACTION_REALITY_CHECK', 'reality_check'],
  ['ERROR_BAD_REQUEST_PLAYER_BLOCKED', 'player_blocked'],
  ['ERROR_TRANSACTION_DUPLICATE', 'duplicate'],
  ['ERROR_INVALID_SESSION', 'session_invalid'],
  ['ERROR_SESSION_EXPIRED', 'session_expired'],
  ['ERROR_GAME_NOT_ACTIVE', 'game_inactive'],
  ['ERROR_BRAND_NOT_ACTIVE', 'brand_inactive'],
  ['ERROR_UNKNOWN_ERROR', 'internal_error'],
  ['ERROR_INVALID_SIGNATURE', 'invalid_signature'],
  ['ERROR_TIMEOUT', 'timeout'],
])

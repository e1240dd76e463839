import { absent, type Answer, type AnswerDetails, answered, faulted } from '#lib/providers/answer.ts'
import type { Operation, Status, StatusReason } from '#lib/providers/vocabulary.ts'

type Verdict = (details: Partial<AnswerDetails>) => Answer

const declined: Verdict = (details) => answered('declined', details)
/** The block is temporary, so the same transaction may still go through. */
const declinedForNow: Verdict = (details) => answered('declined', { ...details, final: false })

/**
 * What an HTTP 400 says, by `error.code`. Source: GR8 Tech, "Wallet error codes", to which
 * "get-transaction-by-id", Error response description, points.
 */
export const verdicts: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['error.user.not-found', (details) => absent('not_found', details)],
  ['error.general', (details) => faulted('provider_error', 'reply', details)],
  ['error.request.invalid', (details) => faulted('invalid_request', 'reply', details)],
  ['error.retry.incorrect', (details) => answered('unknown', details)],
  ['limit.exceeded', declined],
  ['decline.limit.conflict', declined],
  ['decline.parent.notfound', declined],
  ['decline.parent.failed', declined],
  ['decline.balance.conflict', (details) => answered('failed', details)],
  ['decline.player.blocked', declinedForNow],
  ['decline.lowbalance', declined],
  ['decline.restrictions', declined],
])

/** The reason that a code names, whatever the HTTP status it comes under. Same source. */
export const reasons: ReadonlyMap<string, StatusReason> = new Map<string, StatusReason>([
  ['error.user.not-found', 'player_not_found'],
  ['error.general', 'internal_error'],
  ['error.retry.incorrect', 'retry_mismatch'],
  ['limit.exceeded', 'limit_exceeded'],
  ['decline.limit.conflict', 'limit_exceeded'],
  ['decline.parent.notfound', 'parent_not_found'],
  ['decline.parent.failed', 'parent_failed'],
  ['decline.balance.conflict', 'internal_error'],
  ['decline.player.blocked', 'player_blocked'],
  ['decline.lowbalance', 'insufficient_funds'],
  ['decline.restrictions', 'regulatory_restriction'],
])

/** `status`. Source: "get-transaction-by-id", Success response description. */
export const statuses: ReadonlyMap<string, Status> = new Map<string, Status>([
  ['success', 'succeeded'],
  ['failed', 'failed'],
])

/** `type`, which is open. Same source, save for `release`, which that page does not list. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['deposit', 'credit'],
  ['withdrawal', 'debit'],
  ['rollback', 'rollback'],
  ['bonus', 'bonus'],
  ['award', 'award'],
  ['retract', 'retract'],
  ['release', 'release'],
])

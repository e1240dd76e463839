/** The words of a result. Four axes that are never merged: outcome, status, absence, fault. */

/** What became of the question. */
export const outcomes = ['answered', 'absent', 'fault', 'interrupted'] as const
export type Outcome = (typeof outcomes)[number]

/** What the provider says of the transaction; only when answered. */
export const statuses = [
  'pending',
  'succeeded',
  'declined',
  'failed',
  'rolled_back',
  'timed_out',
  'unknown',
  'not_applicable',
] as const
export type Status = (typeof statuses)[number]

/** In what way the provider does not have it; only when absent. */
export const absences = ['not_found', 'not_found_or_processing', 'not_in_answer', 'expired'] as const
export type Absence = (typeof absences)[number]

/** Why there is no answer; only when fault. */
export const faults = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'rate_limited',
  'provider_error',
  'timeout',
  'unreachable',
  'unreadable',
  'too_large',
  'mismatch',
  'redirect',
  'circuit_open',
  'cancelled',
] as const
export type Fault = (typeof faults)[number]

/**
 * Where on the way a fault happened: waiting for a free place, resolving the name and judging the address,
 * connecting (TLS included), sending, waiting for the first byte, reading the body, the finished reply's own
 * verdict (a 401, an error code), or making sense of it.
 */
export const phases = [
  'wait',
  'resolve',
  'connect',
  'send',
  'first_byte',
  'body',
  'reply',
  'reading',
] as const
export type Phase = (typeof phases)[number]

/** Why the provider declined, failed or refused. */
export const statusReasons = [
  'insufficient_funds',
  'limit_exceeded',
  'player_blocked',
  'regulatory_restriction',
  'reality_check',
  'session_invalid',
  'session_expired',
  'duplicate',
  'parent_not_found',
  'parent_failed',
  'player_not_found',
  'game_inactive',
  'brand_inactive',
  'invalid_signature',
  'retry_mismatch',
  'internal_error',
  'timeout',
] as const
export type StatusReason = (typeof statusReasons)[number]

export const operations = [
  'debit',
  'credit',
  'rollback',
  'bonus',
  'award',
  'retract',
  'release',
  'unknown',
] as const
export type Operation = (typeof operations)[number]

export const amountKinds = ['total', 'cash', 'bonus', 'locked', 'retract', 'jackpot'] as const
export type AmountKind = (typeof amountKinds)[number]

export const noticeKinds = [
  'drift',
  'mismatch',
  'sum',
  'delay',
  'surplus',
  'duplicate_key',
  'echo',
  'note',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Where a question came from. */
export const origins = ['desk', 'api', 'batch', 'watch'] as const
export type Origin = (typeof origins)[number]

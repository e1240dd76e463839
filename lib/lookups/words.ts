import type { AmountKind, NoticeKind, Operation, Origin, StatusReason } from '#lib/providers/vocabulary.ts'

/** Why it was declined, failed or refused, in words for staff. */
export const wordsByReason: Record<StatusReason, string> = {
  insufficient_funds: 'Insufficient funds',
  limit_exceeded: 'A limit was exceeded',
  player_blocked: 'The player is blocked',
  regulatory_restriction: 'A regulatory restriction',
  reality_check: 'A reality check is due',
  session_invalid: 'The session is not valid',
  session_expired: 'The session has expired',
  duplicate: 'A duplicate',
  parent_not_found: 'The transaction it refers to was not found',
  parent_failed: 'The transaction it refers to failed',
  player_not_found: 'The player was not found',
  game_inactive: 'The game is not active',
  brand_inactive: 'The brand is not active',
  invalid_signature: 'Our signature was refused',
  retry_mismatch: 'Repeated with other details',
  internal_error: 'An internal error at the provider',
  timeout: 'A timeout at the provider',
}

/** What the transaction does, in a word. */
export const wordsByOperation: Record<Operation, string> = {
  debit: 'Debit',
  credit: 'Credit',
  rollback: 'Rollback',
  bonus: 'Bonus',
  award: 'Award',
  retract: 'Retract',
  release: 'Release',
  unknown: 'Unknown operation',
}

export const wordsByAmountKind: Record<AmountKind, string> = {
  total: 'Total',
  cash: 'Cash',
  bonus: 'Bonus',
  locked: 'Locked',
  retract: 'Retract',
  jackpot: 'Jackpot',
}

export const wordsByNoticeKind: Record<NoticeKind, string> = {
  drift: 'Unexpected in the reply',
  mismatch: 'Does not match',
  sum: 'Parts do not add up',
  delay: 'May be delayed',
  surplus: 'More than was asked',
  duplicate_key: 'Said twice',
  echo: 'Not echoed',
  note: 'Note',
}

export const wordsByOrigin: Record<Origin, string> = {
  desk: 'Desk',
  api: 'API',
  batch: 'Batch',
  watch: 'Watch',
}

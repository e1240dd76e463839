import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'

interface HoldLabel {
  readonly choice: string
  readonly subject: string
  readonly badge: string
}

/** What a hold can be on, in words. */
export const labelByHoldKind: Record<HoldSubjectKind, HoldLabel> = {
  player: { choice: 'A player, with their transactions', subject: 'Player id', badge: 'Player' },
  transaction: {
    choice: 'A transaction, at every connection',
    subject: 'Transaction id',
    badge: 'Transaction',
  },
  case: { choice: 'A case: look-ups with a reason', subject: 'Reason, as it was given', badge: 'Case' },
}

export function isHoldKind(name: string): name is HoldSubjectKind {
  return Object.hasOwn(labelByHoldKind, name)
}

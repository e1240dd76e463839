import type {
  Absence,
  AmountKind,
  Fault,
  NoticeKind,
  Operation,
  Phase,
  Status,
  StatusReason,
} from './vocabulary.ts'

/** Decimal text exactly as sent. A part that was not sent is not in the list; it is never 0. */
export interface Amount {
  readonly kind: AmountKind
  readonly amount: string
  readonly currency: string | null
  /** Where in the reply it stood when there can be several of a kind, such as `sport.main`. */
  readonly path?: string
}

export interface Balance extends Amount {
  readonly asOf: 'now' | 'after_transaction'
}

/** A moment as the provider wrote it, and as we read it (ISO 8601, UTC), null where it cannot be read. */
export interface ProviderTime {
  readonly text: string
  readonly at: string | null
}

export interface Notice {
  readonly kind: NoticeKind
  readonly text: string
}

/** What every answer may carry, whatever its outcome. */
export interface AnswerDetails {
  readonly statusReason: StatusReason | null
  /** The provider's own code and words, as sent. */
  readonly providerStatus: { readonly code: string | null; readonly text: string | null }
  readonly operation: Operation | null
  readonly providerOperation: string | null
  readonly amounts: readonly Amount[]
  readonly balances: readonly Balance[]
  readonly times: { readonly created: ProviderTime | null; readonly resolved: ProviderTime | null }
  readonly references: { readonly transactionId: string | null; readonly traceId: string | null }
  readonly notices: readonly Notice[]
}

/** What a provider said of one question, in our words. */
export interface Answer extends AnswerDetails {
  readonly outcome: 'answered' | 'absent' | 'fault'
  readonly status: Status | null
  readonly absence: Absence | null
  readonly fault: Fault | null
  readonly phase: Phase | null
  /** Whether the status can still change; null where the provider does not let us know. */
  readonly final: boolean | null
}

const nothing: AnswerDetails = {
  statusReason: null,
  providerStatus: { code: null, text: null },
  operation: null,
  providerOperation: null,
  amounts: [],
  balances: [],
  times: { created: null, resolved: null },
  references: { transactionId: null, traceId: null },
  notices: [],
}

const finalByStatus: Record<Status, boolean | null> = {
  pending: false,
  succeeded: true,
  declined: true,
  failed: true,
  rolled_back: true,
  timed_out: false,
  unknown: null,
  not_applicable: null,
}

/** The provider told a status. `final` follows the status unless the provider's table overrides it. */
export function answered(
  status: Status,
  details: Partial<AnswerDetails> & { final?: boolean | null } = {},
): Answer {
  const { final = finalByStatus[status], ...rest } = details
  return { ...nothing, ...rest, outcome: 'answered', status, final, absence: null, fault: null, phase: null }
}

/** The provider does not have the transaction. */
export function absent(absence: Absence, details: Partial<AnswerDetails> = {}): Answer {
  return {
    ...nothing,
    ...details,
    outcome: 'absent',
    absence,
    status: null,
    final: null,
    fault: null,
    phase: null,
  }
}

/** There is no answer about the transaction, for the given reason, noticed in the given phase. */
export function faulted(fault: Fault, phase: Phase, details: Partial<AnswerDetails> = {}): Answer {
  return { ...nothing, ...details, outcome: 'fault', fault, phase, status: null, absence: null, final: null }
}

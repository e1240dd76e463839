import type { Amount, Balance, Notice, ProviderTime } from '#lib/providers/answer.ts'
import type {
  Absence,
  Fault,
  Operation,
  Origin,
  Outcome,
  Phase,
  Status,
  StatusReason,
} from '#lib/providers/vocabulary.ts'

/** A look-up as the JSON API, exports and evidence show it. Instants are ISO 8601 in UTC; amounts are as sent. */
export interface PublicLookup {
  readonly id: string
  readonly connection: string
  readonly provider: string
  readonly subject: {
    readonly transactionId: string | null
    readonly playerId: string | null
    readonly roundId: string | null
    readonly gameId: string | null
  }
  readonly askedAt: string
  readonly askedBy: string
  readonly reason: string | null
  readonly origin: Origin
  /** This and the rest are null, or empty, while there is no outcome. */
  readonly answeredAt: string | null
  readonly durationMs: number | null
  readonly outcome: Outcome | null
  readonly status: Status | null
  readonly absence: Absence | null
  readonly fault: Fault | null
  readonly final: boolean | null
  readonly statusReason: StatusReason | null
  readonly providerStatus: { readonly code: string | null; readonly text: string | null }
  readonly operation: Operation | null
  readonly providerOperation: string | null
  readonly amounts: readonly Amount[]
  readonly balances: readonly Balance[]
  readonly times: { readonly created: string | null; readonly resolved: string | null }
  readonly references: { readonly transactionId: string | null; readonly traceId: string | null }
  readonly notices: readonly Notice[]
  readonly mappingVersion: string | null
  readonly exchanges: readonly PublicExchange[]
}

export interface PublicExchange {
  /** From 1. */
  readonly n: number
  readonly method: string
  readonly url: string
  readonly httpVersion: string | null
  readonly status: number | null
  readonly startedAt: string
  readonly durationMs: number
  /** Of the body as received, after content decoding and before masking. */
  readonly responseBytes: number | null
  readonly responseSha256: string | null
}

/** A look-up as the screens show it: the public shape and what stands around it. */
export interface LookupView extends PublicLookup {
  readonly boardId: string
  readonly requestId: string
  readonly askedByName: string
  /** Where the fault happened; null without one. */
  readonly phase: Phase | null
  /** In words, from the last exchange that failed. */
  readonly faultText: string | null
  /** As asked, secret inputs masked. */
  readonly input: Readonly<Record<string, string>>
  /** By when an outcome is due. */
  readonly deadlineAt: string
  readonly providerTimes: { readonly created: ProviderTime | null; readonly resolved: ProviderTime | null }
}

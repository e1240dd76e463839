import type { Capability } from '#lib/access/capabilities.ts'
import type { Role } from '#lib/access/roles.ts'
import type {
  Absence,
  Fault,
  Origin,
  Outcome,
  Phase,
  Status,
  StatusReason,
} from '#lib/providers/vocabulary.ts'
import type { BatchEvent } from './batch-event.ts'
import type { BatchScheduleEvent } from './batch-schedule-event.ts'
import type { CheckEvent } from './check-event.ts'
import type { PersonEvent } from './person-event.ts'
import type { OutsideEvent } from './outside-event.ts'
import type { EvidenceEvent } from './evidence-event.ts'
import type { SearchEvent } from './search-event.ts'
import type { SecondFactorEvent } from './second-factor-event.ts'
import type { SignInEvent } from './sign-in-event.ts'
import type { WriterEvent } from './writer-event.ts'

/** Which question an event is about. */
export interface RecordedLookup {
  readonly id: string
  readonly connectionId: string
  readonly transactionId: string | null
  readonly playerId: string | null
}

/** A result in our words, without money and without what the provider wrote. */
export interface RecordedResult {
  readonly outcome: Outcome
  readonly status: Status | null
  readonly absence: Absence | null
  readonly fault: Fault | null
  readonly phase: Phase | null
  readonly final: boolean | null
  readonly statusReason: StatusReason | null
}

interface LookupIntent {
  readonly kind: 'lookup.intent'
  readonly lookup: RecordedLookup
  readonly boardId: string
  readonly origin: Origin
  readonly reason: string | null
  /** Hex SHA-256 over the row of the question, `digestLookup`; events of before have none. */
  readonly rowSha256: string
}

interface LookupResult {
  readonly kind: 'lookup.outcome' | 'lookup.late' | 'lookup.interrupted'
  readonly lookup: RecordedLookup
  readonly result: RecordedResult
  readonly traceId: string | null
  readonly mappingVersion: string | null
  /** Hex SHA-256 over the digests of the exchanges as stored, null when nothing was exchanged. */
  readonly evidenceSha256: string | null
}

/** Bad input: nothing was asked. Names the fields that were wrong, never what stood in them. */
interface LookupRefused {
  readonly kind: 'lookup.refused'
  readonly connectionId: string | null
  readonly fields: readonly string[]
  readonly reason: string
}

interface AccessDenied {
  readonly kind: 'access.denied'
  readonly capability: Capability
  /** What was to be done or seen, where that is known. */
  readonly object?: EventObject
}

interface UserCreated {
  readonly kind: 'user.created'
  readonly personId: string
  readonly role: Role
}

interface UserRoleChanged {
  readonly kind: 'user.role_changed'
  readonly personId: string
  readonly from: Role
  readonly role: Role
}

/** Disabling ends the person's sessions too. */
interface UserKeptOut {
  readonly kind: 'user.disabled' | 'user.enabled'
  readonly personId: string
}

interface TokenChanged {
  readonly kind: 'token.created' | 'token.revoked'
  readonly tokenId: string
  readonly role: Role
}

interface ConnectionsLoaded {
  readonly kind: 'connections.loaded'
  /** Hex SHA-256 of the configuration. */
  readonly sha256: string
  readonly connectionIds: readonly string[]
}

interface ConnectionTested {
  readonly kind: 'connection.tested'
  readonly connectionId: string
  readonly ok: boolean
  readonly fault: Fault | null
}

/** The stored bytes of an exchange were given to somebody. */
interface PayloadRead {
  readonly kind: 'payload.opened' | 'payload.copied'
  readonly lookup: RecordedLookup
  /** Which exchange of the look-up, from 1. */
  readonly exchange: number
  readonly way: PayloadWay
}

/** How stored bytes leave: drawn on a page, as a file, by the JSON API, or one part of them copied. */
export type PayloadWay = 'page' | 'download' | 'api' | 'request' | 'reply' | 'curl'

/** By what the audit was narrowed, name by name. */
export type RecordedFilter = Readonly<Record<string, string>>

/** Everything that is recorded beside the rows themselves. A new kind starts here. */
export type AuditEvent =
  | LookupIntent
  | LookupResult
  | LookupRefused
  | AccessDenied
  | SignInEvent
  | UserCreated
  | UserRoleChanged
  | UserKeptOut
  | TokenChanged
  | ConnectionsLoaded
  | ConnectionTested
  | PayloadRead
  | SearchEvent
  | BatchEvent
  | PersonEvent
  | CheckEvent
  | OutsideEvent
  | EvidenceEvent
  | SecondFactorEvent
  | BatchScheduleEvent
  | WriterEvent

/** What an event is about. */
export interface EventObject {
  readonly type:
    | 'lookup'
    | 'connection'
    | 'connections'
    | 'person'
    | 'token'
    | 'session'
    | 'event'
    | 'writer'
    | 'hold'
    | 'erasure'
    | 'batch_schedule'
    | 'batch'
  readonly id: string
}

/** How what was tried ended; unknown when the desk cannot tell. */
export type EventResult = 'ok' | 'denied' | 'failed' | 'unknown'

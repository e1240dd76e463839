import type { EventObject, EventResult, RecordedFilter } from './event.ts'

/** Somebody looked through the audit. */
interface AuditSearched {
  readonly kind: 'audit.searched'
  readonly filter: RecordedFilter
  /** How many events were shown. */
  readonly rows: number
  /** The event that was opened. */
  readonly eventId: string | null
}

interface AuditExported {
  readonly kind: 'audit.exported'
  readonly filter: RecordedFilter
  readonly format: 'csv' | 'xlsx' | 'jsonl'
  /** How many events match, all of which are to be written. */
  readonly rows: number
}

/** What is recorded of who reads the record. */
export type SearchEvent = AuditSearched | AuditExported

/** The meaning of an event about reading the record. Who asks who looked at a player has looked at the player. */
export function describeSearchEvent(event: SearchEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly lookup: {
    readonly id: null
    readonly transactionId: string | null
    readonly playerId: string | null
  }
  readonly details: Readonly<Record<string, string | RecordedFilter>>
} {
  const { filter, rows } = event
  const lookup = {
    id: null,
    transactionId: filter['transactionId'] ?? null,
    playerId: filter['playerId'] ?? null,
  }
  switch (event.kind) {
    case 'audit.searched': {
      const object = event.eventId === null ? null : ({ type: 'event', id: event.eventId } as const)
      return { result: 'ok', object, lookup, details: { filter, rows: String(rows) } }
    }
    case 'audit.exported':
      return {
        result: 'ok',
        object: null,
        lookup,
        details: { filter, format: event.format, rows: String(rows) },
      }
  }
}

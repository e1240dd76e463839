import type { EventObject, EventResult } from './event.ts'

interface WriterStart {
  readonly kind: 'writer.start'
  readonly writerId: string
}

/** The process wrote within the last seconds, and lives. */
interface WriterHeartbeat {
  readonly kind: 'writer.heartbeat'
  readonly writerId: string
  readonly lastNumber: bigint
}

/**
 * Numbers under which nothing was written. `refused`: the statement of this very number did not take it;
 * `writer_gone`: another process found them missing after their writer had fallen silent.
 */
interface EventVoid {
  readonly kind: 'event.void'
  readonly writerId: string
  readonly first: bigint
  readonly last: bigint
  readonly cause: 'refused' | 'writer_gone'
}

/** The tree begins: how many events, up to which id, were written before there were codes. */
interface SealBegan {
  readonly kind: 'seal.began'
  readonly unsignedThrough: bigint
  readonly unsignedEvents: bigint
}

/** A row that is sealed as it is, and is not what a writer of the desk wrote. */
export interface SealAnomaly {
  readonly kind: 'seal.anomaly'
  readonly eventId: bigint
  readonly anomaly: 'leaf' | 'mac'
}

/** What a writer or the sealer records of its own work. */
export type WriterEvent = WriterStart | WriterHeartbeat | EventVoid | SealBegan | SealAnomaly

/** The meaning of an event about the record itself. */
export function describeWriterEvent(event: WriterEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string>>
} {
  switch (event.kind) {
    case 'writer.start':
      return { result: 'ok', object: { type: 'writer', id: event.writerId }, details: {} }
    case 'writer.heartbeat': {
      const details = { last_number: String(event.lastNumber) }
      return { result: 'ok', object: { type: 'writer', id: event.writerId }, details }
    }
    case 'event.void': {
      const details = { first: String(event.first), last: String(event.last), cause: event.cause }
      return { result: 'failed', object: { type: 'writer', id: event.writerId }, details }
    }
    case 'seal.began': {
      const { unsignedThrough, unsignedEvents } = event
      const details = { unsigned_through: String(unsignedThrough), unsigned_events: String(unsignedEvents) }
      return { result: 'ok', object: null, details }
    }
    case 'seal.anomaly': {
      const object = { type: 'event', id: String(event.eventId) } as const
      return { result: 'failed', object, details: { anomaly: event.anomaly } }
    }
  }
}

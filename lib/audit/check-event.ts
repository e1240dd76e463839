import type { EventObject, EventResult } from './event.ts'

/** How a run of the verifier ended: as the verifier says, or before it could. */
export type RunOutcome = 'intact' | 'tampered' | 'unchecked' | 'stale' | 'cancelled'

interface AuditVerified {
  readonly kind: 'audit.verified'
  readonly runId: string
  readonly outcome: RunOutcome
  readonly events: number
  readonly seals: number
  readonly unsealed: number
  readonly outsideCheckpoints: number
  /** The first bad event; null when there is none or what is wrong is not an event's. */
  readonly badEventId: string | null
}

/** The proof that an event stands in the record was handed out, and with it the event. */
interface EventProved {
  readonly kind: 'event.proved'
  readonly eventId: string
  readonly treeSize: number
}

/** Somebody checked the record, or let others check it. */
export type CheckEvent = AuditVerified | EventProved

/** The meaning of an event about checking the record. */
export function describeCheckEvent(event: CheckEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string>>
} {
  switch (event.kind) {
    case 'audit.verified': {
      const { outcome, runId, events, seals, unsealed, outsideCheckpoints, badEventId } = event
      return {
        result: resultByOutcome[outcome],
        object: badEventId === null ? null : { type: 'event', id: badEventId },
        details: {
          outcome,
          run_id: runId,
          events: String(events),
          seals: String(seals),
          unsealed: String(unsealed),
          outside_checkpoints: String(outsideCheckpoints),
        },
      }
    }
    case 'event.proved': {
      const details = { tree_size: String(event.treeSize) }
      return { result: 'ok', object: { type: 'event', id: event.eventId }, details }
    }
  }
}

const resultByOutcome: Record<RunOutcome, EventResult> = {
  intact: 'ok',
  tampered: 'failed',
  // Whether what came after the last checkpoint is as it was written, nobody can tell.
  stale: 'failed',
  unchecked: 'unknown',
  cancelled: 'unknown',
}

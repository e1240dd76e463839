import type { EventDescription } from './describe.ts'

/** What a hold is on: a player, a transaction wherever it is, or a case, which is the reason of look-ups. */
export type HoldSubjectKind = 'player' | 'transaction' | 'case'

interface HoldChanged {
  readonly kind: 'hold.set' | 'hold.lifted'
  readonly holdId: string
  readonly subjectKind: HoldSubjectKind
  readonly subject: string
  readonly reason: string
}

interface ErasureAsked {
  readonly kind: 'erasure.requested' | 'erasure.withdrawn' | 'erasure.refused'
  readonly erasureId: string
  readonly playerId: string
  readonly reason: string
}

/** Approved and done. Evidence under these keys can be read by nobody any more; everything else under it is a forgery. */
interface EvidenceErased {
  readonly kind: 'evidence.erased'
  readonly erasureId: string
  readonly playerId: string
  readonly reason: string
  readonly requestedBy: string
  readonly keyIds: readonly string[]
}

/** What is kept for how long: the bytes of calls, or look-ups and events. */
export type RetentionClass = 'evidence' | 'record'

/**
 * Retention of one class. `begun` comes before anything is dropped and counts what is due; `done` counts what was
 * dropped.
 */
export interface RetentionRun {
  readonly kind: 'retention.run'
  readonly phase: 'begun' | 'done'
  readonly class: RetentionClass
  /** What is older may be missing from here on. ISO 8601. */
  readonly bound: string
  /** How many leaves from the head may be without their events; 0 for evidence. */
  readonly leaves: number
  /** Writers with events on both sides of the last of those leaves: id, a space, the last number before it. */
  readonly writers: readonly string[]
  /** When the record is done: SHA-256, hex, over the ids of the events left among those leaves. */
  readonly keptSha256: string | null
  /** Pieces of evidence, and rows of lists whose cells go; of the record look-ups, calls, events and batches. */
  readonly counts: Readonly<Record<string, number>>
}

/** Every key was wrapped anew by the current master key. */
interface EvidenceRewrapped {
  readonly kind: 'evidence.rewrapped'
  readonly masterKeyId: string
  readonly keys: number
}

/** What is recorded of keeping, holding and erasing. */
export type EvidenceEvent = HoldChanged | ErasureAsked | EvidenceErased | RetentionRun | EvidenceRewrapped

/** The meaning of an event about keeping, holding and erasing. */
export function describeEvidenceEvent(event: EvidenceEvent): Omit<EventDescription, 'payloadSha256'> {
  switch (event.kind) {
    case 'hold.set':
    case 'hold.lifted': {
      const { holdId, subjectKind, subject, reason } = event
      const lookup = {
        id: null,
        transactionId: subjectKind === 'transaction' ? subject : null,
        playerId: subjectKind === 'player' ? subject : null,
      }
      const details = { subject_kind: subjectKind, subject }
      return { result: 'ok', object: { type: 'hold', id: holdId }, lookup, reason, details }
    }
    case 'erasure.requested':
    case 'erasure.withdrawn':
    case 'erasure.refused':
      return { result: 'ok', ...describeErasure(event), details: {} }
    case 'evidence.erased': {
      const details = { requested_by: event.requestedBy, key_ids: event.keyIds }
      return { result: 'ok', ...describeErasure(event), details }
    }
    case 'retention.run': {
      const { phase, bound, leaves, writers, keptSha256 } = event
      const counts = Object.fromEntries(
        Object.entries(event.counts).map(([name, count]) => [name, String(count)]),
      )
      const details = {
        class: event.class,
        phase,
        bound,
        leaves: String(leaves),
        writers,
        kept_sha256: keptSha256,
        counts,
      }
      return { result: 'ok', object: null, lookup: null, reason: null, details }
    }
    case 'evidence.rewrapped': {
      const details = { master_key_id: event.masterKeyId, keys: String(event.keys) }
      return { result: 'ok', object: null, lookup: null, reason: null, details }
    }
  }
}

function describeErasure(event: ErasureAsked | EvidenceErased) {
  const { erasureId, playerId, reason } = event
  return {
    object: { type: 'erasure', id: erasureId } as const,
    lookup: { id: null, transactionId: null, playerId },
    reason,
  }
}

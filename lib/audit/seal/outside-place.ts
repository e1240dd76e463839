import type { PlaceKind } from '#lib/audit/outside-event.ts'

/** A checkpoint as a place gets it. */
export interface SignedNote {
  /** Its number in the database, by which places are caught up in order. */
  readonly id: bigint
  readonly note: string
  readonly signedAt: Date
}

/** A place outside the database where checkpoints are kept. */
export interface Place {
  readonly kind: PlaceKind
  /** Where it is, as the operator wrote it. */
  readonly address: string
  /** How many notes it takes in one go. */
  readonly mostAtOnce: number
  /** Keeps notes, in order, and comes back when they are safe there. Throws when any of them may not be. */
  readonly keep: (notes: readonly SignedNote[], stopping: AbortSignal) => Promise<void>
}

import type { EventObject, EventResult } from './event.ts'

/** A kind of place outside the database where checkpoints are kept. */
export type PlaceKind = 'directory' | 'bucket' | 'webhook'

/** A place cannot be written to; recorded once, however long it lasts. */
interface CheckpointDelayed {
  readonly kind: 'checkpoint.delayed'
  readonly place: PlaceKind
  readonly cause: string
}

/** The place takes checkpoints again, and has all that it lacked. */
interface CheckpointCaughtUp {
  readonly kind: 'checkpoint.caught_up'
  readonly place: PlaceKind
  readonly checkpoints: number
}

/** Checkpoints are signed with another key from here on; names are those of the public keys. */
interface SigningKeyChanged {
  readonly kind: 'seal.key_changed'
  readonly from: string
  readonly to: string
}

/** Codes are made with another key from here on; up to `treeSize` leaves were sealed under those before. */
interface CodeKeyChanged {
  readonly kind: 'code.key_changed'
  readonly from: readonly string[]
  readonly to: string
  readonly treeSize: number
}

/** What the sealer records of the places outside and of its keys. */
export type OutsideEvent = CheckpointDelayed | CheckpointCaughtUp | SigningKeyChanged | CodeKeyChanged

/** The meaning of an event about the places outside and the keys. */
export function describeOutsideEvent(event: OutsideEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string | readonly string[]>>
} {
  switch (event.kind) {
    case 'checkpoint.delayed':
      return { result: 'failed', object: null, details: { place: event.place, cause: event.cause } }
    case 'checkpoint.caught_up': {
      const details = { place: event.place, checkpoints: String(event.checkpoints) }
      return { result: 'ok', object: null, details }
    }
    case 'seal.key_changed':
      return { result: 'ok', object: null, details: { from: event.from, to: event.to } }
    case 'code.key_changed': {
      const { from, to, treeSize } = event
      return { result: 'ok', object: null, details: { from, to, tree_size: String(treeSize) } }
    }
  }
}

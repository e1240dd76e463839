/** What is wrong with the record, and which event shows it. */
export interface Fault {
  /** The first bad event; null when what is wrong is not an event's. */
  readonly eventId: string | null
  readonly text: string
}

export function faultOf(eventId: bigint | null, text: string): Fault {
  return { eventId: eventId === null ? null : String(eventId), text }
}

/** What a verification found. */
export interface Verification {
  /** `unchecked`: something that is needed to check was not there. `stale`: all is well, as far as the last checkpoint is. */
  readonly outcome: 'intact' | 'tampered' | 'unchecked' | 'stale'
  readonly events: number
  readonly seals: number
  readonly unsealed: number
  readonly outsideCheckpoints: number
  readonly newestOutside: { readonly size: number; readonly signedAt: string } | null
  readonly durationMs: number
  readonly fault: Fault | null
  /** What is no fault and should be known. */
  readonly notices: readonly string[]
}

/** Something that is needed to check is not there. */
export class UncheckedError extends Error {
  override readonly name = 'UncheckedError'
}

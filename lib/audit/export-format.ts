import type { RecordedFilter } from './event.ts'
import type { EventView } from './view.ts'

/** Who exported what, when. Stands in the file. */
export interface ExportHead {
  readonly by: string
  readonly byName: string
  /** ISO 8601 in UTC, as all times of the file. */
  readonly at: string
  readonly filter: RecordedFilter
  readonly matched: number
  /** The newest signed note of the tree that the events are sealed in; what came after it is not sealed yet. */
  readonly checkpoint: string | null
}

/** How the file ends: all rows, or fewer, and it says so. */
export interface ExportEnd {
  readonly complete: boolean
  readonly rows: number
}

/** The parts of an export in order: its head, events batch by batch, and its end, also where it broke off. */
export type ExportPart =
  | { readonly kind: 'head'; readonly head: ExportHead }
  | { readonly kind: 'events'; readonly events: readonly EventView[] }
  | { readonly kind: 'end'; readonly head: ExportHead; readonly end: ExportEnd }

/** How a format writes those parts. */
export interface ExportWriter {
  readonly mediaType: string
  readonly write: (parts: AsyncIterable<ExportPart>) => AsyncGenerator<string | Uint8Array>
}

export function sayEnd({ matched }: ExportHead, { complete, rows }: ExportEnd): string {
  return complete
    ? `Complete: ${rows} of ${matched} rows`
    : `INCOMPLETE: ${rows} of ${matched} rows were written`
}

/** The head as JSON; numbers are text, so that no reader can round them. */
export function describeHead({ by, byName, at, filter, matched, checkpoint }: ExportHead) {
  return { by, by_name: byName, at, zone: 'UTC', filter, matched: String(matched), checkpoint }
}

export function describeEnd({ complete, rows }: ExportEnd) {
  return { complete: String(complete), rows: String(rows) }
}

import type { FileFormat } from '#lib/files/format.ts'
import type { ResultRow } from './results-store.ts'

/** To which rows a file of results can be narrowed. */
export const resultChoices = ['all', 'differences', 'faults'] as const
export type ResultChoice = (typeof resultChoices)[number]

/** What each choice means, as the file and the screen say it. */
export const meaningByChoice: Record<ResultChoice, string> = {
  all: 'All rows, in the order of the file.',
  differences:
    'Only rows whose answer differs: from the answer before it for the same transaction at the same connection (other outcome, status, absence or amounts), or from that of another row of this batch for the same transaction at another connection (other outcome, status or absence; balances and unknown statuses aside). Rows without an answer are not among them; a first answer differs from nothing.',
  faults: 'Only rows that ended without an answer: faults, and what was interrupted.',
}

/** Who took which results of what, when. Stands in the file. */
export interface ResultsHead {
  readonly by: string
  readonly byName: string
  /** ISO 8601 in UTC, as all times of the file. */
  readonly at: string
  readonly batchId: string
  readonly batchName: string
  readonly batchState: string
  readonly only: ResultChoice
  readonly matched: number
  /** The user's own headers; '' over cells that stood under none. */
  readonly columns: readonly string[]
  /** Before the names of our columns, so that none is called as one of theirs. */
  readonly prefix: string
  /** Where the desk is reached. */
  readonly publicUrl: string
}

/** How the file ends: all rows, or fewer, and it says so. */
export interface ResultsEnd {
  readonly complete: boolean
  readonly rows: number
}

/** The parts of a file of results in order, its end also where it broke off. */
export type ResultsPart =
  | { readonly kind: 'head'; readonly head: ResultsHead }
  | { readonly kind: 'rows'; readonly head: ResultsHead; readonly rows: readonly ResultRow[] }
  | { readonly kind: 'end'; readonly head: ResultsHead; readonly end: ResultsEnd }

export type ResultsWriter = (parts: AsyncIterable<ResultsPart>) => AsyncGenerator<string | Uint8Array>
export type ResultsWriters = Record<FileFormat, ResultsWriter>

export function sayEnd({ matched }: ResultsHead, { complete, rows }: ResultsEnd): string {
  return complete
    ? `Complete: ${rows} of ${matched} rows`
    : `INCOMPLETE: ${rows} of ${matched} rows were written`
}

/** The head as JSON; numbers are text, so that no reader can round them. */
export function describeHead(head: ResultsHead) {
  return {
    by: head.by,
    by_name: head.byName,
    at: head.at,
    zone: 'UTC',
    batch: head.batchId,
    name: head.batchName,
    state: head.batchState,
    only: head.only,
    meaning: meaningByChoice[head.only],
    matched: String(head.matched),
    link: `${head.publicUrl}/batches/${head.batchId}`,
  }
}

export function describeEnd({ complete, rows }: ResultsEnd) {
  return { complete: String(complete), rows: String(rows) }
}

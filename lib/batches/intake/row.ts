/**
 * What had become of a cell before we saw it: more digits than Excel keeps, a long number in the short form in which
 * Excel writes it, a date, a formula, a formula that failed.
 */
export type Spoiling = 'digits' | 'exponent' | 'date' | 'formula' | 'error'

export interface Spoilt {
  /** From 0. */
  readonly column: number
  readonly kind: Spoiling
}

/** A row as it stands in the file. */
export interface SourceRow {
  /** From 1, as an editor or a spreadsheet counts it; of a JSON list its items. */
  readonly line: number
  readonly cells: readonly string[]
  readonly spoilt: readonly Spoilt[]
}

/** What was recognised of a list. */
export interface Format {
  readonly kind: 'csv' | 'xlsx' | 'json' | 'ndjson' | 'lookups' | 'events' | 'pending' | 'ids'
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly delimiter?: string
  readonly sheet?: string
  /** What `line` counts. */
  readonly counts: 'lines' | 'items'
}

/** A list that can be read once, row by row. Reading throws a `FileFault` where it is no good. */
export interface Source {
  readonly format: Format
  /** The header. A nameless column is ''. */
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<SourceRow>
  /** What was noticed and is no fault; whole once the rows are read. */
  readonly notes: readonly string[]
  readonly close: () => Promise<void>
}

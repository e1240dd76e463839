import type { EventDescription } from './describe.ts'
import type { RecordedFilter } from './event.ts'

/** A list was read, from wherever it came, and waits to be started. */
interface BatchCreated {
  readonly kind: 'batch.created'
  readonly batchId: string
  readonly source: string
  readonly rows: number
  readonly bytes: number
  /** Hex, of the bytes as they came; null where they were rows and no file. */
  readonly sha256: string | null
  /** By what its rows were found, where a filter of the desk is its source. */
  readonly filter?: RecordedFilter
}

/** Nothing of the list was kept: what it was no good for is for the screen, since it may quote the list. */
interface BatchUnreadable {
  readonly kind: 'batch.unreadable'
  readonly batchId: string
  readonly source: string
  readonly bytes: number
  readonly sha256: string | null
}

/** Its columns mean something else from here on. */
interface BatchMapped {
  readonly kind: 'batch.mapped'
  readonly batchId: string
}

interface BatchSubmitted {
  readonly kind: 'batch.submitted'
  readonly batchId: string
  /** To be asked, by connection. */
  readonly rows: Readonly<Record<string, number>>
  readonly reused: number
  readonly reason: string
}

/** By somebody who may approve, other than whoever submitted it. */
interface BatchJudged {
  readonly kind: 'batch.approved' | 'batch.refused'
  readonly batchId: string
  readonly reason: string | null
}

interface BatchSteered {
  readonly kind: 'batch.paused' | 'batch.resumed' | 'batch.cancelled'
  readonly batchId: string
}

interface BatchRetried {
  readonly kind: 'batch.retried'
  readonly batchId: string
  readonly rows: number
  readonly what: 'faults' | 'pending'
}

interface BatchFinished {
  readonly kind: 'batch.finished'
  readonly batchId: string
  /** Rows by how they ended. */
  readonly counts: Readonly<Record<string, number>>
}

interface BatchExported {
  readonly kind: 'batch.exported'
  readonly batchId: string
  readonly format: 'csv' | 'xlsx' | 'jsonl'
  /** To which rows the file is narrowed. */
  readonly only: 'all' | 'differences' | 'faults' | 'invalid'
  /** How many rows match, all of which are to be written. */
  readonly rows: number
}

/** What is recorded of batches beside their look-ups. */
export type BatchEvent =
  | BatchCreated
  | BatchUnreadable
  | BatchMapped
  | BatchSubmitted
  | BatchJudged
  | BatchSteered
  | BatchRetried
  | BatchFinished
  | BatchExported

type Described = Omit<EventDescription, 'payloadSha256' | 'lookup' | 'object'>

/** The meaning of an event about a batch. */
export function describeBatchEvent(event: BatchEvent): Omit<EventDescription, 'payloadSha256'> {
  return { lookup: null, object: { type: 'batch', id: event.batchId }, ...describe(event) }
}

function describe(event: BatchEvent): Described {
  switch (event.kind) {
    case 'batch.created': {
      const { source, rows, bytes, sha256, filter } = event
      const details = { source, rows: String(rows), bytes: String(bytes), sha256 }
      return { result: 'ok', reason: null, details: filter ? { ...details, filter } : details }
    }
    case 'batch.unreadable': {
      const { source, bytes, sha256 } = event
      return { result: 'failed', reason: null, details: { source, bytes: String(bytes), sha256 } }
    }
    case 'batch.submitted': {
      const { rows, reused, reason } = event
      return { result: 'ok', reason, details: { rows: inWords(rows), reused: String(reused) } }
    }
    case 'batch.approved':
    case 'batch.refused':
      return { result: 'ok', reason: event.reason, details: {} }
    case 'batch.mapped':
    case 'batch.paused':
    case 'batch.resumed':
    case 'batch.cancelled':
      return { result: 'ok', reason: null, details: {} }
    case 'batch.retried': {
      const { rows, what } = event
      return { result: 'ok', reason: null, details: { rows: String(rows), what } }
    }
    case 'batch.finished':
      return { result: 'ok', reason: null, details: { counts: inWords(event.counts) } }
    case 'batch.exported': {
      const { format, only, rows } = event
      return { result: 'ok', reason: null, details: { format, only, rows: String(rows) } }
    }
  }
}

function inWords(counts: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]))
}

import { csvLine, guardFormula } from '#lib/files/csv.ts'
import { mostRowsPerSheet, writeTextSheets } from '#lib/files/xlsx.ts'
import { describeRow, ownCells, ownCellsOfEnd, ownNames } from './results-columns.ts'
import {
  describeEnd,
  describeHead,
  meaningByChoice,
  type ResultsHead,
  type ResultsPart,
  type ResultsWriters,
  sayEnd,
} from './results-format.ts'

/** How results are written in each format, piece by piece. */
export const writers: ResultsWriters = {
  csv: async function* (parts) {
    for await (const part of parts) yield formatCsv(part)
  },
  xlsx: async function* (parts) {
    const iterator = parts[Symbol.asyncIterator]()
    const first = await iterator.next()
    if (first.done || first.value.kind !== 'head') return
    const { head } = first.value
    yield* writeTextSheets(listSheetRows(head, { [Symbol.asyncIterator]: () => iterator }), {
      name: 'Results',
      header: headerOf(head),
      widths: new Map([[`${head.prefix}lookup_id`, 38]]),
      maxRowsPerSheet: mostRowsPerSheet,
    })
  },
  jsonl: async function* (parts) {
    for await (const part of parts) yield formatJsonl(part)
  },
}

/**
 * Nothing of the user's own cells is changed: what looks like a formula stood there before. What we and the provider
 * add is guarded, but for plain numbers, whose sign nobody calculates.
 */
function formatCsv(part: ResultsPart): string {
  switch (part.kind) {
    case 'head':
      return csvLine(headerOf(part.head))
    case 'rows':
      return part.rows
        .map((row) => csvLine([...pad(row.cells, part.head), ...ownCells(row, part.head).map(toOwnCell)]))
        .join('')
    case 'end':
      return csvLine([...pad([], part.head), ...ownCellsOfEnd(part.head, part.end).map(toOwnCell)])
  }
}

function toOwnCell(text: string | null): string {
  if (text === null) return ''
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : guardFormula(text)
}

function formatJsonl(part: ResultsPart): string {
  switch (part.kind) {
    case 'head':
      return `${JSON.stringify({ results: { ...describeHead(part.head), columns: part.head.columns } })}\n`
    case 'rows':
      return part.rows.map((row) => `${JSON.stringify(describeRow(row, part.head))}\n`).join('')
    case 'end':
      return `${JSON.stringify({ end: { ...describeEnd(part.end), says: sayEnd(part.head, part.end) } })}\n`
  }
}

async function* listSheetRows(
  head: ResultsHead,
  parts: AsyncIterable<ResultsPart>,
): AsyncGenerator<readonly (string | null)[]> {
  yield ['Results of a batch']
  yield ['Batch', head.batchName, head.batchId]
  yield ['State', head.batchState]
  yield ['By', head.byName, head.by]
  yield ['At', head.at]
  yield ['Zone of all times', 'UTC']
  yield ['Rows chosen', head.only, meaningByChoice[head.only]]
  yield ['Rows', String(head.matched)]
  yield ['']
  yield headerOf(head)
  for await (const part of parts) {
    if (part.kind === 'rows') {
      for (const row of part.rows) yield [...pad(row.cells, head), ...ownCells(row, head)]
    }
    if (part.kind === 'end') {
      yield [sayEnd(head, part.end)]
      yield [...pad([], head), ...ownCellsOfEnd(head, part.end)]
    }
  }
}

function headerOf(head: ResultsHead): readonly string[] {
  return [...head.columns, ...ownNames(head)]
}

/** As many cells as there are columns of the user's, so that ours always stand under their names. */
function pad(cells: readonly string[], { columns }: ResultsHead): readonly string[] {
  return columns.map((_, index) => cells[index] ?? '')
}

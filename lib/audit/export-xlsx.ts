import { mediaTypes } from '#lib/files/format.ts'
import { mostRowsPerSheet, writeTextSheets } from '#lib/files/xlsx.ts'
import { cellsOfEnd, cellsOfEvent, columnNames } from './export-columns.ts'
import { type ExportHead, type ExportPart, type ExportWriter, sayEnd } from './export-format.ts'

/** A workbook whose first rows say who, when and by what filter. */
export const xlsxWriter: ExportWriter = {
  mediaType: mediaTypes.xlsx,
  write: (parts) => writeXlsx(parts, mostRowsPerSheet),
}

/** The same with sheets of another length. */
export function writeXlsx(
  parts: AsyncIterable<ExportPart>,
  maxRowsPerSheet: number,
): AsyncGenerator<Uint8Array> {
  return writeTextSheets(listCells(parts), { name: 'Audit', header: columnNames, widths, maxRowsPerSheet })
}

const widths = new Map([
  ['recorded_at_utc', 28],
  ['object_id', 38],
  ['lookup_id', 38],
  ['canonical', 60],
])

async function* listCells(parts: AsyncIterable<ExportPart>): AsyncGenerator<readonly (string | null)[]> {
  for await (const part of parts) yield* cellsOf(part)
}

function* cellsOf(part: ExportPart): Generator<readonly (string | null)[]> {
  switch (part.kind) {
    case 'head':
      yield* describeHead(part.head)
      yield columnNames
      return
    case 'events':
      for (const event of part.events) yield cellsOfEvent(event)
      return
    case 'end':
      yield [sayEnd(part.head, part.end)]
      yield cellsOfEnd(part.head, part.end)
  }
}

function describeHead({ by, byName, at, filter, matched, checkpoint }: ExportHead) {
  const { cursor, ...narrowing } = filter
  const words = Object.entries(narrowing).map(([name, value]) => `${name}:${value}`)
  return [
    ['Export of the audit'],
    ['By', byName, by],
    ['At', at],
    ['Zone of all times', 'UTC'],
    ['Filter', words.length === 0 ? 'none: everything' : words.join(' ')],
    ...(cursor === undefined ? [] : [['Before event', cursor]]),
    ['Rows', String(matched)],
    ['Checkpoint', checkpoint ?? 'none yet'],
    [''],
  ]
}

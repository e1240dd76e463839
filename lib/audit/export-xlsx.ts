import { writeXlsxStream } from 'hucre/xlsx'
import { cellsOfEnd, cellsOfEvent, columnNames } from './export-columns.ts'
import { type ExportHead, type ExportPart, type ExportWriter, sayEnd } from './export-format.ts'

/** Sheets go on in another one long before Excel's 1,048,576 rows: no part of the file comes near the 4 GiB of a ZIP. */
const mostRowsPerSheet = 500_000

/** Of a cell (Excel, specifications and limits). */
const longestCell = 32_767

/**
 * A workbook whose first rows say who, when and by what filter. Every cell is text, so that no id, amount or time is
 * rounded or turned, and nothing is a formula. Written while it is read: memory does not grow with its rows.
 */
export const xlsxWriter: ExportWriter = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: (parts) => writeXlsx(parts, mostRowsPerSheet),
}

/** The same with sheets of another length. */
export async function* writeXlsx(
  parts: AsyncIterable<ExportPart>,
  maxRowsPerSheet: number,
): AsyncGenerator<Uint8Array> {
  yield* writeXlsxStream(listRows(parts, maxRowsPerSheet), {
    name: 'Audit',
    // “@”: stays text also when somebody edits it.
    columns: columnNames.map((name) => ({ key: name, width: widths.get(name) ?? 16, numFmt: '@' })),
    maxRowsPerSheet,
    repeatHeaders: false,
  })
}

const widths = new Map([
  ['recorded_at_utc', 28],
  ['object_id', 38],
  ['lookup_id', 38],
  ['canonical', 60],
])

async function* listRows(
  parts: AsyncIterable<ExportPart>,
  maxRowsPerSheet: number,
): AsyncGenerator<(string | null)[]> {
  let row = 0
  for await (const part of parts) {
    for (const cells of listCells(part)) {
      if (row > 0 && row % maxRowsPerSheet === 0) {
        yield columnNames.map(toCell)
        row += 1
      }
      yield cells.map(toCell)
      row += 1
    }
  }
}

function* listCells(part: ExportPart): Generator<readonly (string | null)[]> {
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

function toCell(text: string | null): string | null {
  if (text === null) return null
  const cut =
    text.length <= longestCell
      ? text
      : `${text.slice(0, 32_600)}… cut here: it has ${text.length} characters, all of which are in the export as JSON Lines`
  // Spreadsheets read `_x0041_` as A (ECMA-376, part 1, section 22.9.2.19), so what looks like that is escaped itself.
  return cut.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

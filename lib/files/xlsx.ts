import { writeXlsxStream } from 'hucre/xlsx'

/** Sheets go on in another one long before Excel's 1,048,576 rows: no part of the file comes near the 4 GiB of a ZIP. */
export const mostRowsPerSheet = 500_000

/** Of a cell (Excel, specifications and limits). */
const longestCell = 32_767

interface TextSheet {
  readonly name: string
  /** Repeated at the head of each further sheet. */
  readonly header: readonly string[]
  /** In characters, by the names of the header. */
  readonly widths: ReadonlyMap<string, number>
  readonly maxRowsPerSheet: number
}

/**
 * A workbook of texts, written while it is read: memory does not grow with its rows. Every cell is text, so that no
 * id, amount or time is rounded or turned, and nothing is a formula.
 */
export async function* writeTextSheets(
  rows: AsyncIterable<readonly (string | null)[]>,
  { name, header, widths, maxRowsPerSheet }: TextSheet,
): AsyncGenerator<Uint8Array> {
  yield* writeXlsxStream(listRows(rows, header, maxRowsPerSheet), {
    name,
    // “@”: stays text also when somebody edits it.
    columns: header.map((key) => ({ key, width: widths.get(key) ?? 16, numFmt: '@' })),
    maxRowsPerSheet,
    repeatHeaders: false,
  })
}

async function* listRows(
  rows: AsyncIterable<readonly (string | null)[]>,
  header: readonly string[],
  maxRowsPerSheet: number,
): AsyncGenerator<(string | null)[]> {
  let row = 0
  for await (const cells of rows) {
    if (row > 0 && row % maxRowsPerSheet === 0) {
      yield header.map(toCell)
      row += 1
    }
    yield cells.map(toCell)
    row += 1
  }
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

import type { Readable } from 'node:stream'
import { FileFault } from './file-fault.ts'
import { formatExcelDate } from './excel-date.ts'
import { isBlank } from './header.ts'
import { longestRow, mostColumns } from './limits.ts'
import type { SourceRow, Spoilt } from './row.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { Workbook } from './workbook.ts'
import { readXml, unescapeCell } from './xml.ts'

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  isFormula: boolean
}

/** The rows of a sheet, from the XML of its part. Cells are the characters that stand in the file; nothing is computed. */
export async function* readSheet(
  stream: Readable,
  workbook: Workbook,
  strings: SharedStrings,
): AsyncGenerator<SourceRow> {
  const rows: SourceRow[] = []
  let line = 0
  let column = -1
  let cells: string[] = []
  let spoilt: Spoilt[] = []
  let length = 0
  let cell: Cell | null = null
  let inText: 't' | 'v' | null = null
  let phonetic = false

  const listener = {
    open: (name: string, attribute: (name: string) => string | null) => {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1)
        if (!Number.isInteger(line))
          throw new FileFault('A row of this sheet has no proper number. Save the workbook again.')
        column = -1
        cells = []
        spoilt = []
        length = 0
      } else if (name === 'c') {
        const place = attribute('r')
        column = place === null ? column + 1 : columnOf(place, line)
        cell = {
          column,
          type: attribute('t') ?? 'n',
          style: Number(attribute('s') ?? 0),
          value: '',
          isFormula: false,
        }
      } else if (name === 'f' && cell) cell.isFormula = true
      else if (name === 'v' || name === 't') inText = name
      else if (name === 'rPh') phonetic = true
    },
    text: (text: string) => {
      if (cell && inText !== null && !phonetic) cell.value += text
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') inText = null
      else if (name === 'rPh') phonetic = false
      else if (name === 'c' && cell) {
        take(cell)
        cell = null
      } else if (name === 'row') {
        if (!isBlank(cells)) rows.push({ line, cells, spoilt })
        cells = []
      }
    },
  }

  function take(taken: Cell): void {
    const { text, spoiling } = readCell(taken, workbook, strings, line)
    const kind = taken.isFormula ? 'formula' : spoiling
    // Formats reach far to the right of what is written.
    if (text === '' && kind === null) return
    if (taken.column >= mostColumns) {
      throw new FileFault(
        `Row ${line} has a cell in column ${taken.column + 1}; a batch can have ${mostColumns} columns.`,
      )
    }
    length += text.length
    if (length > longestRow)
      throw new FileFault(`Row ${line} is longer than a megabyte. No row of a list is.`)
    while (cells.length < taken.column) cells.push('')
    cells[taken.column] = text
    if (kind !== null) spoilt.push({ column: taken.column, kind })
  }

  yield* readXml(stream, workbook.sheet.part, listener, () => rows.splice(0))
}

function readCell(
  { type, value, style }: Cell,
  { dateStyles, from1904 }: Workbook,
  strings: SharedStrings,
  line: number,
): { readonly text: string; readonly spoiling: 'digits' | 'date' | 'error' | null } {
  switch (type) {
    case 's': {
      const text = value === '' ? '' : strings.get(Number(value))
      if (text === null)
        throw new FileFault(`Row ${line} of this workbook names a text that is not in it. Save it again.`)
      return { text, spoiling: null }
    }
    case 'inlineStr':
    case 'str':
      return { text: unescapeCell(value), spoiling: null }
    case 'b':
      return { text: value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value, spoiling: null }
    case 'e':
      return { text: value, spoiling: 'error' }
    case 'd':
      return { text: value, spoiling: 'date' }
    default: {
      if (value === '') return { text: '', spoiling: null }
      const date = dateStyles[style] ? formatExcelDate(value, from1904) : null
      if (date !== null) return { text: date, spoiling: 'date' }
      return { text: value, spoiling: isBeyondExcel(value) ? 'digits' : null }
    }
  }
}

/** Excel keeps 15 digits of a number (specifications and limits). An id with more has lost its end by now. */
function isBeyondExcel(number: string): boolean {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e')
  const digits = mantissa.replaceAll(/[^0-9]/g, '').replace(/^0+/, '')
  const fraction = mantissa.split('.')[1]?.length ?? 0
  const isWhole = Number(exponent) >= fraction
  const written = isWhole ? digits.length + Number(exponent) - fraction : digits.length
  return written > 15
}

/** `BC12` is column 54. */
function columnOf(place: string, line: number): number {
  let column = 0
  for (const char of place) {
    const code = char.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  if (column === 0)
    throw new FileFault(`Row ${line} holds a cell without a proper place (“${place.slice(0, 20)}”).`)
  return column - 1
}

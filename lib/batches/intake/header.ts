import { FileFault } from './file-fault.ts'
import { mostColumns, mostRows } from './limits.ts'
import { looksLikeData } from './names.ts'
import type { Format, Source, SourceRow } from './row.ts'

/** Rows of which the first may be a header. */
export interface Table {
  readonly format: Format
  readonly notes: string[]
  readonly rows: AsyncGenerator<SourceRow>
  readonly close: () => Promise<void>
}

/** `guess`: the first row is a header unless it looks like the others. */
export type HeaderMode = 'present' | 'absent' | 'guess'

export interface HeaderOptions {
  readonly mode: HeaderMode
  /** Names of columns that are known, in `plainName`'s form. */
  readonly known: ReadonlySet<string>
  /** What a lonely column without a header is called, such as the input that identifies a transaction. */
  readonly lonely: string
}

/** Takes the header off a table. Throws a `FileFault` where there is none, or one that cannot be used. */
export async function withHeader(table: Table, options: HeaderOptions): Promise<Source> {
  const first = await next(table)
  if (first === null) throw new FileFault('The file holds no row.')
  const second = await next(table)
  const seemsData = looksLikeData(first.cells, second?.cells ?? null, options.known)
  if (options.mode === 'present' && seemsData) {
    throw new FileFault(
      `Line ${first.line} should name the columns, and looks like a row: “${preview(first)}”. Put a header above it, such as that of the sample file.`,
    )
  }
  const isHeader = options.mode === 'present' || (options.mode === 'guess' && !seemsData)
  if (isHeader && second === null) {
    throw new FileFault(
      options.mode === 'guess'
        ? `Line ${first.line} was taken for the names of columns, and there is nothing below it: “${preview(first)}”. If it holds ids, put a header above them, such as ${options.lonely}, and each on a line of its own.`
        : `There is nothing below the header in line ${first.line}.`,
    )
  }
  const columns = isHeader ? nameColumns(first) : nameless(first, options.lonely)
  const before = isHeader ? [second] : [first, second]
  const { format, notes, close } = table
  const rows = limit(
    before.filter((row) => row !== null),
    table.rows,
    columns,
    format,
  )
  return { format, columns, notes, close, rows }
}

/** Whether a row is one only to a program. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

async function next({ rows }: Table): Promise<SourceRow | null> {
  const { value, done } = await rows.next()
  return done === true ? null : value
}

function nameColumns({ line, cells }: SourceRow): readonly string[] {
  const columns = cells.map((cell) => cell.trim())
  while (columns.at(-1) === '') columns.pop()
  judgeWidth(columns, line)
  const seen = new Map<string, number>()
  for (const [at, name] of columns.entries()) {
    const earlier = seen.get(name.toLowerCase())
    if (name !== '' && earlier !== undefined) {
      throw new FileFault(
        `Line ${line} calls two columns “${clip(name)}”: ${letters(earlier)} and ${letters(at)}. Give each a name of its own.`,
      )
    }
    seen.set(name.toLowerCase(), at)
  }
  return columns
}

function nameless({ line, cells }: SourceRow, lonely: string): readonly string[] {
  judgeWidth(cells, line)
  return cells.length === 1 ? [lonely] : cells.map((_, at) => letters(at))
}

function judgeWidth(cells: readonly string[], line: number): void {
  if (cells.length <= mostColumns) return
  throw new FileFault(
    `Line ${line} has ${cells.length.toLocaleString('en')} columns; a batch can have ${mostColumns}.`,
  )
}

async function* limit(
  before: readonly SourceRow[],
  rest: AsyncIterable<SourceRow>,
  columns: readonly string[],
  { counts }: Format,
): AsyncGenerator<SourceRow> {
  const what = counts === 'items' ? 'Item' : 'Line'
  let rows = 0
  for (const row of before) yield fit(row)
  for await (const row of rest) yield fit(row)

  function fit(row: SourceRow): SourceRow {
    rows += 1
    const most = mostRows.toLocaleString('en')
    if (rows > mostRows) {
      throw new FileFault(
        `${what} ${row.line} is row ${rows.toLocaleString('en')}; a batch can have ${most}. Split the list.`,
      )
    }
    const nul = row.cells.findIndex((cell) => cell.includes('\0'))
    if (nul !== -1) {
      const where = columns[nul] || letters(nul)
      throw new FileFault(
        `${what} ${row.line}, column “${clip(where)}”, holds a zero byte (NUL), which no text can hold.`,
      )
    }
    if (row.cells.length === columns.length) return row
    if (row.cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      throw new FileFault(
        `${what} ${row.line} has ${row.cells.length} cells where the header names ${columns.length} columns. Perhaps a cell holds the delimiter without quotes.`,
      )
    }
    const cells = columns.map((_, at) => row.cells[at] ?? '')
    return { ...row, cells, spoilt: row.spoilt.filter(({ column }) => column < columns.length) }
  }
}

/** As a spreadsheet names a column: A, Z, AA. */
export function letters(at: number): string {
  const before = Math.floor(at / 26)
  return `${before > 0 ? letters(before - 1) : ''}${String.fromCharCode(65 + (at % 26))}`
}

function preview({ cells }: SourceRow): string {
  return clip(cells.slice(0, 3).join(', '))
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text
}

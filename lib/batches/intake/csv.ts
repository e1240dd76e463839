import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { FileFault } from './file-fault.ts'
import { findDelimiter } from './delimiter.ts'
import { longestRow, mostColumns } from './limits.ts'
import { findOpenQuote } from './open-quote.ts'
import { isBlank, type Table } from './header.ts'
import type { SourceRow } from './row.ts'
import { readText, takeCensus } from './text.ts'

/** A CSV, whatever separates its cells and ends its lines. */
export async function openCsv(path: string): Promise<Table> {
  const { encoding, lineEnds } = await takeCensus(path)
  const text = () => readText(path, encoding)
  const { delimiter, ordered } = findDelimiter(await readBegin(text()))
  const used = Object.values(lineEnds).filter((count) => count > 0).length
  const notes = [
    ...(encoding === 'windows-1252' ? ['It is not UTF-8, and was read as Windows-1252.'] : []),
    ...(used > 1 ? [describeMixed(lineEnds)] : []),
  ]
  return {
    format: { kind: 'csv', encoding, delimiter, counts: 'lines' },
    notes,
    rows: readRows(text, delimiter, ordered ? 1 : 0),
    close: async () => {},
  }
}

const beginLength = 64 * 1024

async function readBegin(text: AsyncIterable<string>): Promise<string> {
  let begin = ''
  for await (const part of text) {
    begin += part
    if (begin.length >= beginLength) break
  }
  return begin
}

async function* readRows(
  text: () => AsyncIterable<string>,
  delimiter: string,
  skip: number,
): AsyncGenerator<SourceRow> {
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: longestRow,
  })
  // Its end and its failures come out of the parser.
  pipeline(Readable.from(guardLines(text(), delimiter)), parser, () => {})
  // The parser counts the line ends that it sees within quotes twice where they are CR LF.
  let line = 0
  let emptyLines = 0
  let toSkip = skip
  try {
    for await (const found of parser) {
      const { cells, empty } = asRecord(found)
      const start = line + 1 + empty - emptyLines
      line = start + countLineEnds(cells)
      emptyLines = empty
      if (toSkip > 0) toSkip -= 1
      else if (!isBlank(cells)) yield { line: start, cells, spoilt: [] }
    }
  } catch (error) {
    throw error instanceof CsvError ? await explain(error, text, line + 1, delimiter) : error
  }
}

/** Lines that are endless, or that have more cells than could be held, never reach the parser. */
async function* guardLines(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<string> {
  let line = 1
  let length = 0
  let cells = 1
  let before = 0
  const separator = delimiter.charCodeAt(0)
  for await (const part of text) {
    for (let at = 0; at < part.length; at += 1) {
      const code = part.charCodeAt(at)
      if (code === 0x0a || code === 0x0d) {
        if (!(code === 0x0a && before === 0x0d)) line += 1
        length = 0
        cells = 1
      } else {
        length += 1
        if (code === separator) cells += 1
        if (length > longestRow) throw tooLong(line, cells)
      }
      before = code
    }
    yield part
  }
}

function tooLong(line: number, cells: number): FileFault {
  return cells > mostColumns
    ? new FileFault(`Line ${line} has more than ${mostColumns} columns, which is the most a batch can have.`)
    : new FileFault(`Line ${line} is longer than a megabyte. No row of a list is.`)
}

async function explain(
  error: CsvError,
  text: () => AsyncIterable<string>,
  fromLine: number,
  delimiter: string,
): Promise<FileFault> {
  const opened = await findOpenQuote(fromLineOn(text(), fromLine), fromLine, delimiter, longestRow)
  if (opened !== null) {
    const message = `Line ${opened} opens a quote (") that is never closed.`
    return new FileFault(message, { cause: error })
  }
  const message = `The row that begins in line ${fromLine} is longer than a megabyte. No row of a list is.`
  return new FileFault(message, { cause: error })
}

async function* fromLineOn(text: AsyncIterable<string>, wanted: number): AsyncGenerator<string> {
  let line = 1
  let before = ''
  for await (const part of text) {
    let at = 0
    // A line feed that belongs to the carriage return before it does not end another line.
    while (at < part.length && (line < wanted || (before === '\r' && part[at] === '\n'))) {
      const char = part.charAt(at)
      if (char === '\r' || (char === '\n' && before !== '\r')) line += 1
      before = char
      at += 1
    }
    before = ''
    if (at < part.length) yield part.slice(at)
    else before = part.at(-1) ?? ''
  }
}

function countLineEnds(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\r|\n/g)?.length ?? 0
  }
  return count
}

function describeMixed({ crlf, lf, cr }: Record<'crlf' | 'lf' | 'cr', number>): string {
  const kinds = [
    ...(crlf > 0 ? [`${crlf} × CR LF`] : []),
    ...(lf > 0 ? [`${lf} × LF`] : []),
    ...(cr > 0 ? [`${cr} × CR`] : []),
  ]
  return `Its lines end differently (${kinds.join(', ')}); each was taken for the end of a line.`
}

/** With `info`, csv-parse gives more than its types say. */
function asRecord(found: unknown): { readonly cells: readonly string[]; readonly empty: number } {
  const { record, info } = castRecord(found)
  return { cells: record, empty: info.empty_lines }
}

// csv-parse documents { info, record } under the option info; what its stream gives is untyped.
function castRecord(found: unknown) {
  return found as { readonly record: readonly string[]; readonly info: { readonly empty_lines: number } }
}

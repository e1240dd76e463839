import { FileFault } from './file-fault.ts'
import type { HeaderOptions } from './header.ts'
import { findLayout } from './id-layout.ts'
import { longestRow, mostRows } from './limits.ts'
import type { Source, SourceRow } from './row.ts'
import { type Encoding, readText, takeCensus } from './text.ts'

const beginLength = 64 * 1024

/**
 * Opens a paste that is nothing but ids – in a line, in lines, between commas or spaces – as a list with one column. Null
 * where it is something else. Throws a `FileFault` for columns that only spaces keep apart.
 */
export async function openIdList(
  path: string,
  { known, lonely }: Pick<HeaderOptions, 'known' | 'lonely'>,
): Promise<Source | null> {
  const { encoding } = await takeCensus(path)
  switch (findLayout(await readBegin(path, encoding), known)) {
    case 'other':
      return null
    case 'spaced columns':
      throw new FileFault(
        `Its lines look like columns between which there are only spaces. Separate them by commas, and put a header above them, such as ${lonely},playerId.`,
      )
    case 'ids':
      return {
        format: { kind: 'ids', encoding, counts: 'items' },
        columns: [lonely],
        notes: [
          'Each word of it was taken for an id. If its lines are rows of several columns, put a header above them.',
        ],
        rows: readIds(readText(path, encoding)),
        close: async () => {},
      }
  }
}

async function readBegin(path: string, encoding: Encoding): Promise<string> {
  let begin = ''
  for await (const part of readText(path, encoding)) {
    begin += part
    if (begin.length < beginLength) continue
    // The last line, of one line the last word, may be a part.
    const end = lastOf(begin, '\n\r')
    return begin.slice(0, end > 0 ? end : Math.max(0, lastOf(begin, ' \t,;|')))
  }
  return begin
}

function lastOf(text: string, signs: string): number {
  return Math.max(...[...signs].map((sign) => text.lastIndexOf(sign)))
}

async function* readIds(text: AsyncIterable<string>): AsyncGenerator<SourceRow> {
  let line = 0
  let rest = ''
  for await (const part of text) {
    const words = (rest + part).split(separators)
    rest = words.pop() ?? ''
    if (rest.length > longestRow) throw new FileFault('It holds a word longer than a megabyte. No id is.')
    for (const word of words) yield* take(word)
  }
  yield* take(rest)

  function* take(word: string): Generator<SourceRow> {
    const id = withoutQuotes(word)
    if (id === '') return
    line += 1
    if (line > mostRows) {
      throw new FileFault(
        `It holds more than ${mostRows.toLocaleString('en')} ids, the most a batch can have. Split the list.`,
      )
    }
    yield { line, cells: [id], spoilt: [] }
  }
}

const separators = /[\s,;|]+/

function withoutQuotes(word: string): string {
  return /^(["'])(.*)\1$/.exec(word)?.[2] ?? word
}

import { plainName, shapeOf } from './names.ts'

/** What a text is by its begin: nothing but ids, columns between which there are only spaces, or something else. */
export type Layout = 'ids' | 'spaced columns' | 'other'

/**
 * Tells ids from rows of columns. Ids hold a digit and are no amount, date or time; none of them is a known name. Of several
 * lines with as many words each, columns are those of which two have no kind of word in common, such as UUIDs beside
 * numbers. One to a line is 'other': that is a table of one column.
 */
export function findLayout(begin: string, known: ReadonlySet<string>): Layout {
  const lines = begin
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.every((line) => !/[\s,;|]/.test(line))) return 'other'
  const rows = lines.map(splitWords).filter((words) => words.length > 0)
  const words = rows.flat()
  if (words.length === 0 || !words.every((word) => looksLikeId(word) && !known.has(plainName(word))))
    return 'other'
  if (!looksLikeColumns(rows)) return 'ids'
  return lines.some((line) => /[,;|\t]/.test(line)) ? 'other' : 'spaced columns'
}

function splitWords(line: string): readonly string[] {
  return line
    .split(/[\s,;|]+/)
    .map((word) => /^(["'])(.*)\1$/.exec(word)?.[2] ?? word)
    .filter((word) => word !== '')
}

function looksLikeId(word: string): boolean {
  return word.length <= 200 && /\d/.test(word) && /^\w[\w.:/+=#-]*$/.test(word) && !isFigure(word)
}

/** `50.50`, `20:15`, `3/11`, `2026-11-20`, `2026-11-20T20:15:00Z`. */
function isFigure(word: string): boolean {
  return /^\d+[.]\d+$|^\d{1,4}(?:[.:/-]\d{1,4})+$|^\d{4}-\d\d-\d\dT/.test(word)
}

function looksLikeColumns(rows: readonly (readonly string[])[]): boolean {
  const [first] = rows
  const width = first?.length ?? 0
  if (rows.length < 2 || width < 2 || rows.some((words) => words.length !== width)) return false
  const areNumbers = rows.every((words) => words.every((word) => /^\d+$/.test(word)))
  const kindOf = areNumbers ? (word: string) => String(word.length) : familyOf
  const kinds = Array.from(
    { length: width },
    (_, column) => new Set(rows.map((words) => kindOf(words[column] ?? ''))),
  )
  return kinds.some((kind, at) => kinds.slice(at + 1).some((other) => kind.isDisjointFrom(other)))
}

function familyOf(word: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return 'uuid'
  if (/^\d+$/.test(word)) return 'number'
  return /^[0-9a-f]{16,}$/i.test(word) ? 'hex' : shapeOf(word)
}

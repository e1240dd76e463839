/**
 * The ids of a text that is neither JSON nor a call: alone in any shape, or in lines, spreadsheet cells, or separated
 * by commas, semicolons or spaces. Between words only what holds a digit is one, and no amount, date or time.
 */
export function extractIds(text: string): readonly string[] {
  const cells = text.split(/[\n\r\t,;]+/).map((cell) => stripQuotes(cell.trim()))
  const isMixed = cells.some((cell) => /[\s"{}]/.test(cell))
  const ids = isMixed ? idsAmongWords(text) : cells
  return [...new Set(ids)].filter((id) => id !== '')
}

function idsAmongWords(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/).map(stripMarks)
  const ids = words.filter((word) => /\d/.test(word) && /^[\w.:/-]+$/.test(word))
  const isProse = words.some((word) => /^\p{L}+$/u.test(word))
  return isProse ? ids.filter((id) => !isFigure(id)) : ids
}

/** `50.50`, `20:15`, `3/11`, `2026-11-20`, `2026-11-20T20:15:00Z`. */
function isFigure(word: string): boolean {
  return /^\d{1,4}(?:[.:/-]\d{1,4})*$|^\d{4}-\d\d-\d\dT/.test(word)
}

function stripQuotes(word: string): string {
  return word.replace(/^["'`]+|["'`]+$/g, '')
}

/** The marks of a sentence around a word. */
function stripMarks(word: string): string {
  return word.replace(/^[^\p{L}\d_]+|[^\p{L}\d_]+$/gu, '')
}

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
  return stripEnds(word, (char) => '"\'`'.includes(char))
}

/** The marks of a sentence around a word. */
function stripMarks(word: string): string {
  return stripEnds(word, (char) => !/[\p{L}\d_]/u.test(char))
}

/** By hand, since a pattern that ends in `+$` tries every run of marks anew: minutes for a long one. */
function stripEnds(word: string, isStripped: (char: string) => boolean): string {
  let start = 0
  let end = word.length
  while (start < end && isStripped(word.charAt(start))) start += 1
  while (end > start && isStripped(word.charAt(end - 1))) end -= 1
  return word.slice(start, end)
}

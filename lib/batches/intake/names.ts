/** A name however it is written: `player_id`, `playerId` and `Player ID` are one. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Whether what should be a header is a row already: no cell has a known name, and one is a number or an id. */
export function looksLikeData(
  first: readonly string[],
  second: readonly string[] | null,
  known: ReadonlySet<string>,
): boolean {
  if (first.some((cell) => known.has(plainName(cell)))) return false
  return first.some((cell, at) => {
    if (isValue(cell)) return true
    const below = second?.[at]
    return below !== undefined && /\d/.test(cell) && shapeOf(cell) === shapeOf(below)
  })
}

/** A number, a date, or something with as many digits as no word has. */
function isValue(cell: string): boolean {
  const text = cell.trim()
  return /^[="+-]*\d[\d.,:/ eE+-]*"?$/.test(text) || (text.match(/\d/g)?.length ?? 0) >= 6
}

/** Digits and letters each as one sign: `sc-ok-12` is `a-a-9`. */
export function shapeOf(cell: string): string {
  return cell
    .trim()
    .replaceAll(/\d+/g, '9')
    .replaceAll(/\p{L}+/gu, 'a')
}

import { say } from '#bench/say.ts'

/** Prints figures below one another: a title, what the columns are, and lines whose first cell says of what. */
export function sayTable(
  title: string,
  head: readonly string[],
  lines: readonly (readonly string[])[],
): void {
  const all = [['', ...head], ...lines]
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length))) ?? []
  const text = all.map((cells) =>
    cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  )
  say(`\n${title}\n${text.map((cells) => `  ${cells.join('   ')}`).join('\n')}`)
}

/** Rows in a second, as a whole number. */
export function perSecond(rows: number, ms: number): string {
  return `${Math.round((rows / ms) * 1000)}/s`
}

/** One time over another. */
export function over(ms: number, base: number): string {
  return `${(ms / base).toFixed(2)} ×`
}

const candidates = [',', ';', '\t', '|'] as const

/** What separates the cells of a text, and how much of its begin says only that. */
export interface FoundDelimiter {
  readonly delimiter: string
  /** Excel reads `sep=;` as an order and not as a row. */
  readonly ordered: boolean
}

/** The delimiter of a text by its begin: the one that cuts its first rows into the same number of cells, and most of them. */
export function findDelimiter(head: string): FoundDelimiter {
  const order = /^sep=(.)(?:\r\n|\r|\n|$)/i.exec(head)?.[1]
  if (order !== undefined) return { delimiter: order, ordered: true }
  const scores = candidates.map((delimiter) => ({ delimiter, score: judge(countCells(head, delimiter)) }))
  const best = scores.reduce((left, right) => (right.score > left.score ? right : left))
  return { delimiter: best.score > 0 ? best.delimiter : ',', ordered: false }
}

const rowsLooked = 20

/** Rows that agree with the first, weighed before how many cells it has. */
function judge(counts: readonly number[]): number {
  const [first = 1] = counts
  if (first < 2) return 0
  const agreeing = counts.filter((count) => count === first).length / counts.length
  return agreeing * 1000 + Math.min(first, 500)
}

/** Cells in each of the first rows. Quoted ones count as one, whatever they hold. */
function countCells(head: string, delimiter: string): readonly number[] {
  const counts: number[] = []
  let cells = 1
  let quoted = false
  let fieldStart = true
  let rowStart = true
  for (let at = 0; at < head.length && counts.length < rowsLooked; at += 1) {
    const char = head[at]
    if (quoted) {
      if (char === '"' && head[at + 1] === '"') at += 1
      else if (char === '"') quoted = false
    } else if (char === '"' && fieldStart) {
      quoted = true
      fieldStart = false
      rowStart = false
    } else if (char === delimiter) {
      cells += 1
      fieldStart = true
      rowStart = false
    } else if (char === '\n' || char === '\r') {
      if (!rowStart) counts.push(cells)
      cells = 1
      fieldStart = true
      rowStart = true
    } else {
      fieldStart = false
      rowStart = false
    }
  }
  if (counts.length < rowsLooked && !rowStart && !quoted && (counts.length === 0 || head.length < 1000))
    counts.push(cells)
  return counts
}

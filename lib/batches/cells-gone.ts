/** What is said of a row whose cells retention dropped, or an erasure took. */
export const cellsGone = 'The cells of this row were dropped or erased; what was asked and answered stays.'

/** Whether they were: every row of a list has as many as its widest, or one at least. */
export function areCellsGone(cells: readonly string[], columns: readonly string[]): boolean {
  return cells.length === 0 && columns.length > 0
}

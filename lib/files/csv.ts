/** One record of a CSV file (RFC 4180, section 2) of texts of ours, none of which a spreadsheet calculates. */
export function csvRecord(cells: readonly (string | null)[]): string {
  return csvLine(cells.map((text) => (text === null ? '' : guardFormula(text))))
}

/** One record of cells as they are, the line end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, so it is one
 * character longer than what it says (OWASP, CSV Injection).
 */
export function guardFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

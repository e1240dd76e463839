/** One record of a CSV file (RFC 4180, section 2), its line end included. */
export function csvRecord(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, so its text
 * is one character longer than what it says (OWASP, CSV Injection).
 */
function csvCell(text: string | null): string {
  if (text === null) return ''
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

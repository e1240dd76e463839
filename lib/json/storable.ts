/** Whether Postgres can hold `text` as it is: no NUL, no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/**
 * A copy of `text` that Postgres can hold as text and jsonb, and that canonical JSON can write: NUL becomes ␀
 * (U+2400), a lone surrogate U+FFFD. Longer than `longest` characters it is cut and ends in …. For copies that
 * are searched and shown; what is kept as evidence is kept as bytes.
 */
export function storableText(text: string, longest = Number.POSITIVE_INFINITY): string {
  if (text.length <= longest && isStorable(text)) return text
  const cut = text.length > longest ? `${text.slice(0, Math.max(0, longest - 1))}…` : text
  return cut.replaceAll('\0', '\u2400').toWellFormed()
}

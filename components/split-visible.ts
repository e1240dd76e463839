export interface VisiblePart {
  /** As shown: for a hidden character its code point, `U+202E`. */
  readonly text: string
  readonly hidden: boolean
}

/**
 * Splits text where a character would be obeyed or invisible instead of shown: controls other than tab and line
 * feed, bidirectional marks, zero-width characters, line separators, lone surrogates.
 */
export function splitVisible(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = []
  let shownFrom = 0
  for (const { 0: character, index } of text.matchAll(hiddenCharacters)) {
    if (index > shownFrom) parts.push({ text: text.slice(shownFrom, index), hidden: false })
    parts.push({ text: codePoint(character), hidden: true })
    shownFrom = index + character.length
  }
  if (shownFrom < text.length || parts.length === 0)
    parts.push({ text: text.slice(shownFrom), hidden: false })
  return parts
}

// Cc without \t and \n, Cf (which holds the bidirectional marks), line and paragraph separators, lone surrogates.
const hiddenCharacters = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/gu

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `U+${hex}`
}

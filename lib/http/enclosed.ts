/**
 * After the bracket that closes the one at `at`, or where the string ends that all this stands in. `escapes` is how many
 * backslashes stand before the quotes of its level.
 */
export function closingBracket(text: string, at: number, escapes: number): number {
  const mark = escapes === 0 ? /["{}[\]]/g : /["{}[\]\r\n]/g
  mark.lastIndex = at
  let open = 0
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const place = found.index
    const char = text[place]
    if (char === '{' || char === '[') open += 1
    else if (char === '}' || char === ']') open -= 1
    else if (char !== '"') return place
    else {
      const run = backslashesBefore(text, place, at)
      if (run < escapes) return place - run
      const end = closingQuote(text, place + 1, escapes)
      mark.lastIndex = text.startsWith('"', end + escapes) ? end + escapes + 1 : end
    }
    if (open === 0) return place + 1
  }
  return text.length
}

/**
 * Where the string ends: before the quote that is not escaped at its own level, or that ends the string all this
 * stands in, or before a line break, which no JSON string holds, or at the end of a text that was cut. Where a level's
 * own quotes have b backslashes before them, a quote escaped within has another remainder modulo 2(b + 1): 1 of 2 in
 * plain JSON, 3 of 4 one level down.
 */
export function closingQuote(text: string, start: number, escapes: number): number {
  const quoteOrBreak = /["\r\n]/g
  quoteOrBreak.lastIndex = start
  for (let found = quoteOrBreak.exec(text); found; found = quoteOrBreak.exec(text)) {
    const at = found.index
    if (text[at] !== '"') return at
    const run = backslashesBefore(text, at, start)
    if (run < escapes) return at - run
    if ((run - escapes) % (2 * (escapes + 1)) === 0) return at - escapes
  }
  return text.length
}

/** What stands in `times` strings of JSON, as far as they are sound. `written` holds bytes (latin1), the result text. */
export function unescapeJson(written: string, times: number): string {
  let text = Buffer.from(written, 'latin1').toString('utf8')
  for (let time = 0; time < times; time += 1) {
    if (!text.includes('\\')) return text
    try {
      text = String(JSON.parse(`"${text}"`))
    } catch {
      return text
    }
  }
  return text
}

function backslashesBefore(text: string, at: number, from: number): number {
  let run = 0
  while (at - run > from && text[at - run - 1] === '\\') run += 1
  return run
}

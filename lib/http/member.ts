import { scanJson } from '#lib/json/scan.ts'

/** A range of a text (half-open) that is to be masked. */
export interface Span {
  readonly start: number
  readonly end: number
  /** What stands there, decoded: the same value gives the same mark wherever it stands. */
  readonly value: string
  /** Stands around the mark where the value was not text, so that JSON stays JSON. */
  readonly quote: string
}

const names = [
  'token',
  'sessionToken',
  'sessionId',
  'password',
  'secret',
  'client_secret',
  'access_token',
  'refresh_token',
]
const secretNames: ReadonlySet<string> = new Set(names.map((name) => name.toLowerCase()))
const memberPattern = new RegExp(`"(?:${names.join('|')})(\\\\{0,7})"\\s*:\\s*`, 'gi')
const scalarPattern = /[^\s,;{}[\]"'<>&\\]+/y

/**
 * Where the values of secret JSON members stand (`token`, `password` and the like, in any case), at any depth, in
 * sound and in broken JSON, in a page of HTML, and in JSON within a JSON string. Characters of `text` are bytes.
 * Empty values and null hide nothing and are left.
 */
export function memberSpans(text: string): Span[] {
  return [...writtenOut(text), ...scanned(text)]
}

/** Where the values of secret fields stand in form-encoded text, as in a body or a URL's query. */
export function formSpans(text: string, from = 0): Span[] {
  const spans: Span[] = []
  let start = from
  while (start < text.length) {
    const next = text.indexOf('&', start)
    const end = next === -1 ? text.length : next
    const equals = text.indexOf('=', start)
    if (equals !== -1 && equals + 1 < end) {
      const name = decodeForm(text.slice(start, equals)).toLowerCase()
      const value = decodeForm(text.slice(equals + 1, end))
      if (secretNames.has(name)) spans.push({ start: equals + 1, end, value, quote: '' })
    }
    start = end + 1
  }
  return spans
}

/** Finds names by their quotes alone, so it does not mind what surrounds them. Linear: it never looks back. */
function writtenOut(text: string): Span[] {
  const spans: Span[] = []
  memberPattern.lastIndex = 0
  for (let found = memberPattern.exec(text); found; found = memberPattern.exec(text)) {
    const escape = found[1] ?? ''
    if (!text.slice(0, found.index).endsWith(escape)) continue
    const span = valueSpan(text, memberPattern.lastIndex, escape)
    if (!span) continue
    spans.push(span)
    memberPattern.lastIndex = Math.max(memberPattern.lastIndex, span.end)
  }
  return spans
}

/** Reads the whole text as JSON: finds escaped names (`"\u0074oken"`) and values that are objects or lists. */
function scanned(text: string): Span[] {
  return scanJson(text).members.flatMap(({ name, valueStart, valueEnd }) => {
    if (!secretNames.has(name.toLowerCase())) return []
    const first = text[valueStart]
    if (first !== '{' && first !== '[') return valueSpan(text, valueStart, '') ?? []
    return { start: valueStart, end: valueEnd, value: text.slice(valueStart, valueEnd), quote: '"' }
  })
}

/** `escape` is what precedes every quote: nothing, or backslashes for JSON within a string. */
function valueSpan(text: string, at: number, escape: string): Span | null {
  if (text.startsWith(`${escape}"`, at)) {
    const start = at + escape.length + 1
    const end = closingQuote(text, start, escape.length)
    return start === end
      ? null
      : { start, end, value: unescapeJson(text.slice(start, end), escape), quote: '' }
  }
  scalarPattern.lastIndex = at
  const scalar = scalarPattern.exec(text)?.[0]
  if (scalar === undefined || scalar === 'null') return null
  return { start: at, end: at + scalar.length, value: scalar, quote: `${escape}"` }
}

/**
 * Where the string ends: before the quote that is not escaped at its own level, or before a line break, which no
 * JSON string holds, or at the end of a text that was cut. Where a level's own quotes have b backslashes before
 * them, a quote escaped within has another remainder modulo 2(b + 1): 1 of 2 in plain JSON, 3 of 4 one level down.
 */
function closingQuote(text: string, start: number, escapes: number): number {
  const quoteOrBreak = /["\r\n]/g
  quoteOrBreak.lastIndex = start
  for (let found = quoteOrBreak.exec(text); found; found = quoteOrBreak.exec(text)) {
    const at = found.index
    if (text[at] !== '"') return at
    let run = 0
    while (at - run > start && text[at - run - 1] === '\\') run += 1
    if (run >= escapes && (run - escapes) % (2 * (escapes + 1)) === 0) return at - escapes
  }
  return text.length
}

function unescapeJson(written: string, escape: string): string {
  let text = Buffer.from(written, 'latin1').toString('utf8')
  for (let level = escape.length; level >= 0; level = level === 0 ? -1 : (level - 1) / 2) {
    if (!text.includes('\\')) return text
    try {
      text = String(JSON.parse(`"${text}"`))
    } catch {
      return text
    }
  }
  return text
}

function decodeForm(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('+', ' '))
  } catch {
    return written
  }
}

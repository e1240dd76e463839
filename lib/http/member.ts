import { scanJson } from '#lib/json/scan.ts'
import { type Decoded, decodeFormValue, decodeJsonString } from './decoded.ts'
import { closingBracket, closingQuote, unescapeJson } from './enclosed.ts'

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
// Between tokens, line breaks may stand as JSON in a string has them.
const space = String.raw`(?:\s|\\{1,7}[nrt])*`
const memberPattern = new RegExp(`"(?:${names.join('|')})(\\\\{0,7})"${space}:${space}`, 'gi')
/** A name is written out, or with an escape. Most texts hold neither, and need not be read. */
const mayHoldName = new RegExp(String.raw`\\|${names.join('|')}`, 'i')
const scalarPattern = /[^\s,;{}[\]"'<>&\\]+/y

/** How deep JSON may stand in strings of JSON. Each level at least doubles the backslashes of the one within. */
const deepestHeld = 5
/** What of JSON in a string is not found by its quotes alone: signs or letters written by their number, or ever more escapes. */
const speltApart = /\\u00[2-7]|\\{8}/

/**
 * Where the values of secret JSON members stand (`token`, `password` and the like, in any case), at any depth, in
 * sound and in broken JSON, in a page of HTML, and in JSON within a JSON string. Objects and lists are values as a
 * whole. Characters of `text` are bytes. Empty values and null hide nothing and are left.
 */
export function memberSpans(text: string, levels = deepestHeld): Span[] {
  if (!mayHoldName.test(text)) return []
  return [...writtenOut(text), ...scanned(text), ...heldInStrings(text, levels)]
}

/**
 * Where the values of secret fields stand in form-encoded text, as in a body or a URL's query: of `token=`, of
 * `data[token]=`, and of members of JSON in a field.
 */
export function formSpans(text: string, from = 0): Span[] {
  const spans: Span[] = []
  let start = from
  while (start < text.length) {
    const next = text.indexOf('&', start)
    const end = next === -1 ? text.length : next
    const equals = text.indexOf('=', start)
    if (equals !== -1 && equals + 1 < end) {
      const path = decodeForm(text.slice(start, equals)).toLowerCase().split(/[[\]]/)
      const value = decodeForm(text.slice(equals + 1, end))
      if (path.some((name) => secretNames.has(name))) spans.push({ start: equals + 1, end, value, quote: '' })
      else if (value.includes('"'))
        spans.push(...spansWithin(decodeFormValue(text, equals + 1, end), encodeURIComponent, deepestHeld))
    }
    start = end + 1
  }
  return spans
}

/** In the strings of JSON, as an encoder may have written them: with `\u0022` for a quote, or names escaped. */
function heldInStrings(text: string, levels: number): Span[] {
  if (levels === 0 || !speltApart.test(text)) return []
  const spans: Span[] = []
  for (let start = text.indexOf('"') + 1; start > 0;) {
    const end = closingQuote(text, start, 0)
    if (speltApart.test(text.slice(start, end))) {
      const escapeQuote = (quote: string) => JSON.stringify(quote).slice(1, -1)
      spans.push(...spansWithin(decodeJsonString(text, start, end), escapeQuote, levels - 1))
    }
    start = text.indexOf('"', end + 1) + 1
  }
  return spans
}

function spansWithin(decoded: Decoded, encode: (quote: string) => string, levels: number): Span[] {
  return memberSpans(decoded.text, levels).map(({ start, end, value, quote }) => ({
    start: decoded.origin(start),
    end: decoded.origin(end),
    value,
    quote: encode(quote),
  }))
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
  const secret = scanJson(text).members.filter(({ name }) => secretNames.has(name.toLowerCase()))
  const spans: Span[] = []
  let reached = 0
  for (const { valueStart, valueEnd } of secret.toSorted((a, b) => a.valueStart - b.valueStart)) {
    // Within a secret there is nothing to find, and to read each of many nested ones takes the square of their size.
    if (valueStart < reached) continue
    const first = text[valueStart]
    if (first === '{' || first === '[') {
      const value = unescapeJson(text.slice(valueStart, valueEnd), 0)
      spans.push({ start: valueStart, end: valueEnd, value, quote: '"' })
      reached = valueEnd
    } else {
      const span = valueSpan(text, valueStart, '')
      if (span) spans.push(span)
    }
  }
  return spans
}

/** `escape` is what precedes every quote: nothing, or backslashes for JSON within a string. */
function valueSpan(text: string, at: number, escape: string): Span | null {
  if (text.startsWith(`${escape}"`, at)) {
    const start = at + escape.length + 1
    const end = closingQuote(text, start, escape.length)
    return start === end
      ? null
      : { start, end, value: unescapeJson(text.slice(start, end), levelOf(escape) + 1), quote: '' }
  }
  if (text[at] === '{' || text[at] === '[') {
    const end = closingBracket(text, at, escape.length)
    const value = unescapeJson(text.slice(at, end), levelOf(escape))
    return { start: at, end, value, quote: `${escape}"` }
  }
  scalarPattern.lastIndex = at
  const scalar = scalarPattern.exec(text)?.[0]
  if (scalar === undefined || scalar === 'null') return null
  return { start: at, end: at + scalar.length, value: scalar, quote: `${escape}"` }
}

/** In how many strings of JSON a text stands whose quotes are written like that. */
function levelOf(escape: string): number {
  return Math.log2(escape.length + 1)
}

function decodeForm(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('+', ' '))
  } catch {
    return written
  }
}

/** Values shorter than this are not searched for: "op" or "12" would be found in half of all ids and amounts. */
export const shortestSearched = 4

/** In longer values (a JWT) letters and digits are only looked for as themselves; no encoder escapes them. */
const longestSpeltOut = 256

/** A secret and every way in which an encoder may have written it. */
export interface Needle {
  readonly value: string
  /** Global; matches in text whose characters are bytes (latin1). */
  readonly pattern: RegExp
  /** The usual spellings, for recognising one that was cut off. */
  readonly usual: readonly string[]
}

/**
 * Makes a secret searchable: as it is (UTF-8 or Latin-1), escaped as in JSON and JSON within JSON,
 * percent-encoded once or several times, as HTML entities, in any mixture of these, and as base64 or base64url at
 * any offset within longer encoded text (`user:secret`). Null for values too short to search for.
 */
export function makeNeedle(value: string): Needle | null {
  if (value.length < shortestSearched) return null
  const spelt = [...value].map((char) => charPattern(char, value.length <= longestSpeltOut)).join('')
  const encodings = [Buffer.from(value, 'utf8')]
  if (isLatin1(value)) encodings.push(Buffer.from(value, 'latin1'))
  const encoded = encodings.flatMap((bytes) => [0, 1, 2].map((offset) => base64Pattern(bytes, offset)))
  return {
    value,
    pattern: new RegExp([spelt, ...new Set(encoded)].join('|'), 'g'),
    usual: [
      asBytes(value),
      asBytes(JSON.stringify(value).slice(1, -1)),
      encodeURIComponent(value.toWellFormed()),
      ...[0, 1, 2].map((offset) => stableBase64(Buffer.from(value, 'utf8'), offset)),
    ],
  }
}

function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

const shortEscapes = new Map([
  ['\b', 'b'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
])
const entities = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
])

// Repetitions are bounded: an unbounded one would make the search quadratic in a long run of backslashes.
const backslashes = '\\\\{1,8}'

function charPattern(char: string, escapesEverything: boolean): string {
  const bytes = [...Buffer.from(char, 'utf8')]
  const literal = bytes.map(literalByte).join('')
  const ordinary = /^[A-Za-z0-9._-]$/.test(char)
  if (ordinary && !escapesEverything) return literal
  const code = char.codePointAt(0) ?? 0
  const ways = [
    bytes.map((byte) => `%(?:25){0,3}${hexPattern(byte, 2)}`).join(''),
    Array.from(
      { length: char.length },
      (_, at) => backslashes + 'u' + hexPattern(char.charCodeAt(at), 4),
    ).join(''),
  ]
  if (!ordinary) ways.push(`&#0{0,4}${code};`, `&#[xX]0{0,4}${hexPattern(code, 1)};`)
  const short = shortEscapes.get(char)
  if (short) ways.push(backslashes + short)
  const entity = entities.get(char)
  if (entity) ways.push(`&${entity};`)
  if (char === '\\' || char === '"' || char === '/') ways.push(backslashes + literal)
  if (char === ' ') ways.push('\\+')
  ways.push(literal)
  if (code >= 0x80 && code <= 0xff) ways.push(literalByte(code), `%(?:25){0,3}${hexPattern(code, 2)}`)
  return `(?:${ways.join('|')})`
}

/** The digits of base64, with what JSON and URLs make of its signs. */
const base64Digit = `(?:%2[BbFf]|${backslashes}/|[A-Za-z0-9+/_-])`

function base64Pattern(bytes: Buffer, offset: number): string {
  const digits = [...stableBase64(bytes, offset)].map((digit) => {
    if (digit === '+') return '(?:\\+|-|%2[Bb]|\\\\{1,8}u002[Bb])'
    if (digit === '/') return `(?:%2[Ff]|${backslashes}/|[/_])`
    return digit
  })
  // The digits at both ends hold some of the secret's bits, and some of its neighbours'.
  const before = offset > 0 ? base64Digit : ''
  const after = ((offset + bytes.length) * 8) % 6 > 0 ? base64Digit : ''
  return before + digits.join('') + after
}

/** The digits that depend on nothing but the secret, when it begins `offset` bytes after a group of three. */
function stableBase64(bytes: Buffer, offset: number): string {
  const all = Buffer.concat([Buffer.alloc(offset), bytes])
  const first = Math.ceil((offset * 8) / 6)
  return all.toString('base64').slice(first, Math.floor((all.length * 8) / 6))
}

function literalByte(byte: number): string {
  return /[A-Za-z0-9]/.test(String.fromCharCode(byte))
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).padStart(2, '0')}`
}

function hexPattern(value: number, width: number): string {
  return value
    .toString(16)
    .padStart(width, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text) && /[\x80-\xff]/.test(text)
}

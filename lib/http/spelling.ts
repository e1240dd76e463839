/** Values shorter than this are not searched for: "op" or "12" would be found in half of all ids and amounts. */
const shortestSearched = 4

/** In longer values (a JWT) letters and digits are only looked for as themselves; no encoder escapes them. */
const longestSpeltOut = 256

/**
 * A secret, and where it stands in a text whose characters are bytes (latin1), however an encoder wrote it.
 *
 * Most are looked for in one text only, such as the signature of a request in its reply, and a pattern for all the
 * spellings takes a millisecond to compile; so it is made when the text holds at least a piece of the secret.
 */
export class Needle {
  readonly value: string
  readonly #literal: string
  readonly #spelt: Spelling
  readonly #encoded: readonly Spelling[]

  constructor(value: string) {
    this.value = value
    this.#literal = asBytes(value)
    this.#spelt = new Spelling(longestRun(value), () => speltPattern(value))
    const encodings = [Buffer.from(value, 'utf8')]
    if (isLatin1(value)) encodings.push(Buffer.from(value, 'latin1'))
    this.#encoded = encodings.flatMap((bytes) =>
      [0, 1, 2].map(
        (at) => new Spelling(longestRun(stableBase64(bytes, at)), () => base64Pattern(bytes, at)),
      ),
    )
  }

  /** Ranges of the text, in no order; they may overlap. */
  find(text: string): [start: number, end: number][] {
    const literal = this.#literal
    const found: [number, number][] = []
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length))
      found.push([at, at + literal.length])
    const rest = found.length === 0 ? text : text.replaceAll(literal, '\0'.repeat(literal.length))
    if (this.#spelt.mayBeIn(rest) || escapesOrdinary.test(rest)) found.push(...this.#spelt.find(text))
    for (const spelling of this.#encoded) if (spelling.mayBeIn(rest)) found.push(...spelling.find(text))
    return found
  }

  /** How many characters at the end of a text that was cut off are the beginning of the secret, usually spelt. */
  countAtEnd(text: string): number {
    const usual = [
      this.#literal,
      asBytes(JSON.stringify(this.value).slice(1, -1)),
      encodeURIComponent(this.value.toWellFormed()),
      ...[0, 1, 2].map((offset) => stableBase64(Buffer.from(this.value, 'utf8'), offset)),
    ]
    return Math.max(...usual.map((written) => lengthOfBeginningAtEnd(text, written)))
  }
}

/**
 * Makes a secret searchable: as it is (UTF-8 or Latin-1), escaped as in JSON and JSON within JSON,
 * percent-encoded once or several times, as HTML entities, in any mixture of these, and as base64 or base64url at
 * any offset within longer encoded text (`user:secret`). Null for values too short to search for.
 */
export function makeNeedle(value: string): Needle | null {
  return value.length < shortestSearched ? null : new Needle(value)
}

/** One family of spellings. */
class Spelling {
  /** Letters and digits that every spelling holds as they are, but for escaped ones. */
  readonly #run: string
  readonly #makePattern: () => string
  #pattern: RegExp | null = null

  constructor(run: string, makePattern: () => string) {
    this.#run = run
    this.#makePattern = makePattern
  }

  mayBeIn(text: string): boolean {
    return text.includes(this.#run)
  }

  find(text: string): [number, number][] {
    this.#pattern ??= new RegExp(this.#makePattern(), 'g')
    return Array.from(text.matchAll(this.#pattern), ({ 0: written, index }) => [
      index,
      index + written.length,
    ])
  }
}

/** A letter or digit that is percent-encoded or escaped, which hardly anybody does. */
const escapesOrdinary = /(?:%|\\u00)(?:3[0-9]|[46][1-9a-f]|[57][0-9a])/i

function longestRun(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .reduce((longest, run) => (run.length > longest.length ? run : longest), '')
}

function lengthOfBeginningAtEnd(text: string, written: string): number {
  for (let length = Math.min(written.length - 1, text.length); length >= shortestSearched; length -= 1) {
    if (text.endsWith(written.slice(0, length))) return length
  }
  return 0
}

function speltPattern(value: string): string {
  return [...value].map((char) => charPattern(char, value.length <= longestSpeltOut)).join('')
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
  const code = char.codePointAt(0) ?? 0
  if (/^[A-Za-z0-9]$/.test(char))
    return escapesEverything ? `(?:%${hexPattern(code, 2)}|\\\\u${hexPattern(code, 4)}|${literal})` : literal
  const ways = [
    bytes.map((byte) => `%(?:25){0,3}${hexPattern(byte, 2)}`).join(''),
    Array.from(
      { length: char.length },
      (_, at) => backslashes + 'u' + hexPattern(char.charCodeAt(at), 4),
    ).join(''),
  ]
  ways.push(`&#0{0,4}${code};`, `&#[xX]0{0,4}${hexPattern(code, 1)};`)
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

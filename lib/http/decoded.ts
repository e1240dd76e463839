/** What stands encoded in a part of a text, with where each of its characters comes from. Characters are bytes (latin1). */
export interface Decoded {
  readonly text: string
  /** The offset in the encoded text at which the character `index`, or what follows the last one, begins. */
  readonly origin: (index: number) => number
}

/** The text of a JSON string, given the range between its quotes. Whatever is no escape stands for itself. */
export function decodeJsonString(text: string, start: number, end: number): Decoded {
  return decode(text, start, end, /\\(?:u[\dA-Fa-f]{4}(?:\\u[Dd][C-Fc-f][\dA-Fa-f]{2})?|[^u])/g, unescape)
}

/** The text of a name or value in form-encoded text, given its range. */
export function decodeFormValue(text: string, start: number, end: number): Decoded {
  return decode(text, start, end, /\+|%[\dA-Fa-f]{2}/g, (written) =>
    written === '+' ? ' ' : String.fromCharCode(Number.parseInt(written.slice(1), 16)),
  )
}

function decode(
  text: string,
  start: number,
  end: number,
  escape: RegExp,
  decodeOne: (written: string) => string,
): Decoded {
  const parts: string[] = []
  // Decoded text is never longer than it was written.
  const origins = new Uint32Array(end - start + 1)
  let length = 0
  let from = start
  const copyUntil = (to: number) => {
    for (let at = from; at < to; at += 1) origins[length++] = at
    parts.push(text.slice(from, to))
  }
  for (const { 0: written, index } of text.slice(start, end).matchAll(escape)) {
    copyUntil(start + index)
    const decoded = decodeOne(written)
    origins.fill(start + index, length, length + decoded.length)
    length += decoded.length
    parts.push(decoded)
    from = start + index + written.length
  }
  copyUntil(end)
  origins[length] = end
  return { text: parts.join(''), origin: (index) => origins[index] ?? end }
}

const shortEscapes = new Map(
  Object.entries({ '\\"': '"', '\\\\': '\\', '\\/': '/', '\\n': '\n', '\\r': '\r', '\\t': '\t' }),
)

function unescape(written: string): string {
  const short = shortEscapes.get(written)
  if (short !== undefined) return short
  try {
    // A high surrogate may be followed by what is not its other half; half a pair becomes U+FFFD, as it does elsewhere.
    return Buffer.from(String(JSON.parse(`"${written}"`)), 'utf8').toString('latin1')
  } catch {
    return written
  }
}

import { parseJson } from '#lib/json/parse.ts'

export interface PrettyToken {
  readonly kind: 'plain' | 'name' | 'string' | 'number' | 'literal'
  readonly text: string
  /** For a value, the name of the nearest field around it. */
  readonly field: string | null
}

/**
 * Lays out a JSON text with two spaces a level. Works on the text, never on values: digits, escapes, order and
 * repeated names stay as they were sent. Null when the text is not JSON.
 */
export function prettyJson(text: string): readonly PrettyToken[] | null {
  const parsed = parseJson(text)
  if (!parsed.ok && !parsed.ambiguous) return null
  const written = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"\uFEFF]+/g) ?? []
  const tokens: PrettyToken[] = []
  const fields: (string | null)[] = [null]
  let layout = ''
  const push = (kind: PrettyToken['kind'], token: string) => {
    if (layout !== '') tokens.push({ kind: 'plain', text: layout, field: null })
    layout = ''
    tokens.push({ kind, text: token, field: fields.at(-1) ?? null })
  }
  const breakLine = () => (layout += `\n${'  '.repeat(fields.length - 1)}`)

  for (const [index, token] of written.entries()) {
    const next = written[index + 1]
    if (token === '{' || token === '[') {
      layout += token
      fields.push(fields.at(-1) ?? null)
      if (next !== '}' && next !== ']') breakLine()
    } else if (token === '}' || token === ']') {
      fields.pop()
      const previous = written[index - 1]
      if (previous !== '{' && previous !== '[') breakLine()
      layout += token
    } else if (token === ',') {
      layout += ','
      breakLine()
    } else if (token === ':') {
      layout += ': '
    } else if (next === ':') {
      fields[fields.length - 1] = token.slice(1, -1)
      push('name', token)
    } else {
      push(kindOf(token), token)
    }
  }
  if (layout !== '') tokens.push({ kind: 'plain', text: layout, field: null })
  return tokens
}

function kindOf(token: string): PrettyToken['kind'] {
  if (token.startsWith('"')) return 'string'
  return /^[-\d]/.test(token) ? 'number' : 'literal'
}

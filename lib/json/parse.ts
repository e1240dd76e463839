import { JsonNumber } from './number.ts'
import { scanJson } from './scan.ts'
import type { JsonValue } from './value.ts'

/** Deeper texts are refused: no provider nests further, and a reviver recurses. */
const deepestLevel = 100

export type ParsedJson =
  | {
      readonly ok: true
      readonly value: JsonValue
      /** Names that stand twice in one object with the same value; the parse is then unambiguous. */
      readonly duplicates: readonly string[]
      readonly byteOrderMark: boolean
    }
  | {
      readonly ok: false
      readonly problem: string
      /** It is JSON, and says two different things under one name. */
      readonly ambiguous: boolean
    }

/**
 * Parses JSON without changing a digit: numbers come back as `JsonNumber`. Refuses, with a sentence that says
 * why, invalid UTF-8, more than 100 levels, and a name that stands twice in one object with different values.
 * A byte-order mark is skipped and reported.
 */
export function parseJson(source: Uint8Array | string): ParsedJson {
  const decoded = decode(source)
  if (decoded === null) return { ok: false, problem: 'The text is not valid UTF-8.', ambiguous: false }
  const byteOrderMark = decoded.startsWith('\uFEFF')
  const text = byteOrderMark ? decoded.slice(1) : decoded
  const { members, deepest } = scanJson(text, deepestLevel)
  if (deepest > deepestLevel)
    return { ok: false, problem: `The JSON is nested deeper than ${deepestLevel} levels.`, ambiguous: false }
  const value = parseNumbersAsText(text)
  if (value === undefined) return { ok: false, problem: 'The text is not JSON.', ambiguous: false }

  const seen = new Map<string, string>()
  const duplicates: string[] = []
  for (const { object, name, valueStart, valueEnd } of members) {
    const key = `${object} ${name}`
    const written = text.slice(valueStart, valueEnd)
    const earlier = seen.get(key)
    if (earlier === undefined) seen.set(key, written)
    else if (earlier === written) duplicates.push(name)
    else {
      const problem = `"${name}" stands twice in one object, with different values.`
      return { ok: false, problem, ambiguous: true }
    }
  }
  return { ok: true, value, duplicates, byteOrderMark }
}

function decode(source: Uint8Array | string): string | null {
  if (typeof source === 'string') return source
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source)
  } catch {
    return null
  }
}

function parseNumbersAsText(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text, (_name: string, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && context?.source !== undefined ? new JsonNumber(context.source) : value,
    )
  } catch {
    return undefined
  }
}

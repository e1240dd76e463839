import { JsonNumber } from '#lib/json/number.ts'
import { parseJson } from '#lib/json/parse.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'

/** Names and values found together, as text. */
export type FoundRecord = Readonly<Record<string, string>>

export interface FoundJson {
  readonly records: readonly FoundRecord[]
  /** What is wrong with JSON that cannot be read, and where it begins; nothing is then made of the rest. */
  readonly broken: string | null
}

/**
 * The records of every JSON object or list that stands in a text, whatever stands around it. A list of objects
 * gives a record each, with what its parent holds; members of nested objects count where the name is free.
 */
export function extractJson(text: string): FoundJson {
  const values: JsonValue[] = []
  const opening = /[{[]/g
  let scanned = 0
  while (scanned < mostScanned) {
    const start = opening.exec(text)?.index
    if (start === undefined) break
    const end = findEnd(text, start)
    scanned += (end ?? text.length) - start
    const parsed = end === null ? null : parseJson(text.slice(start, end))
    if (end !== null && parsed?.ok) {
      values.push(parsed.value)
      opening.lastIndex = end
    } else if (beginsJson.test(text.slice(start, start + 100))) {
      // A row of a list that was cut off would be asked as if it were all of it.
      const problem = parsed?.ok === false ? parsed.problem : 'A bracket or a quotation mark is not closed.'
      return { records: [], broken: `${problem} It begins ${whereIs(start, text)}.` }
    }
  }
  return { records: values.flatMap((value) => toRecords(value, {})), broken: null }
}

/** Other than the brackets of a log line, and the braces of a path. */
const beginsJson = /^(?:\{\s*["']|\[\s*[{"'])/

function whereIs(start: number, text: string): string {
  const lines = text.slice(0, start).split('\n')
  return `in line ${lines.length}, character ${(lines.at(-1)?.length ?? 0) + 1}`
}

/** Characters, in some 50 ms: brackets that are never closed are each looked for to the end of the text. */
const mostScanned = 5_000_000

function findEnd(text: string, start: number): number | null {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at += 1) {
    const char = text[at]
    if (quoted) {
      if (char === '\\') at += 1
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return null
}

function toRecords(value: JsonValue, inherited: FoundRecord): readonly FoundRecord[] {
  if (Array.isArray(value)) return value.flatMap((item) => toRecords(item, inherited))
  if (!isJsonObject(value)) return []
  const own = { ...inherited, ...nestedScalars(value), ...scalars(value) }
  const lists = findLists(value)
  const rows = lists.flatMap((list) => toRecords(list, own))
  return rows.length > 0 ? rows : Object.keys(own).length > 0 ? [own] : []
}

function scalars(object: JsonObject): FoundRecord {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(object)) {
    if (value instanceof JsonNumber) found[name] = value.text
    else if (typeof value === 'string') found[name] = value
  }
  return found
}

function nestedScalars(object: JsonObject): FoundRecord {
  return Object.assign({}, ...Object.values(object).filter(isJsonObject).map(scalars))
}

/** Lists of objects, of the object itself or one level below: `{ "result": { "transactions": [ … ] } }`. */
function findLists(object: JsonObject): readonly JsonValue[] {
  const values = Object.values(object)
  const below = values.filter(isJsonObject).flatMap((nested) => Object.values(nested))
  return [...values, ...below].filter((value) => Array.isArray(value) && value.some(isJsonObject))
}

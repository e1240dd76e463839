import { parseJson } from '#lib/json/parse.ts'
import { JsonNumber } from '#lib/json/number.ts'
import { stringifyJson } from '#lib/json/stringify.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'
import { FileFault } from './file-fault.ts'
import { mostColumns, mostRows } from './limits.ts'
import type { Format, Source, SourceRow } from './row.ts'
import { type JsonItem, splitJson } from './split-json.ts'
import { readText, takeCensus } from './text.ts'

/** Whether a text begins as a JSON list or object. */
export function beginsAsJson(begin: string): boolean {
  return /^\uFEFF?\s*(?:\[\s*(?:[[{"\d\]-]|true|false|null|$)|\{)/.test(begin)
}

/**
 * A JSON list, or NDJSON, of objects or of texts. It is read twice: its columns are known only at its end. Texts stand
 * in one column, `lonely`.
 */
export async function openJson(path: string, lonely: string): Promise<Source> {
  const { encoding } = await takeCensus(path)
  if (encoding === 'windows-1252') throw new FileFault('JSON must be UTF-8, and this is not.')
  const items = () => splitJson(readText(path, encoding))
  const isList = await beginsAsList(readText(path, encoding))
  const format: Format = isList
    ? { kind: 'json', encoding, counts: 'items' }
    : { kind: 'ndjson', encoding, counts: 'lines' }
  const columns = await findColumns(items(), format, lonely)
  return { format, columns, notes: [], rows: readRows(items(), format, columns), close: async () => {} }
}

async function beginsAsList(text: AsyncIterable<string>): Promise<boolean> {
  for await (const part of text) {
    const begin = part.trimStart()
    if (begin !== '') return begin.startsWith('[')
  }
  return false
}

async function findColumns(
  items: AsyncIterable<JsonItem>,
  format: Format,
  lonely: string,
): Promise<readonly string[]> {
  const columns = new Set<string>()
  let rows = 0
  let kind: 'objects' | 'texts' | null = null
  for await (const item of items) {
    rows += 1
    const where = placeOf(item, format)
    if (rows > mostRows) {
      const most = mostRows.toLocaleString('en')
      throw new FileFault(
        `${where} is row ${rows.toLocaleString('en')}; a batch can have ${most}. Split the list.`,
      )
    }
    const value = parse(item, where)
    const found = isJsonObject(value) ? 'objects' : 'texts'
    if (kind !== null && found !== kind)
      throw new FileFault(`${where} is of another kind than those before it: objects or texts, not both.`)
    kind = found
    for (const name of isJsonObject(value) ? Object.keys(value) : [lonely]) columns.add(name)
    if (columns.size > mostColumns) {
      throw new FileFault(
        `Up to ${where.toLowerCase()} there are more than ${mostColumns} different names; a batch can have ${mostColumns} columns.`,
      )
    }
  }
  if (rows === 0) throw new FileFault('The list holds no item.')
  return [...columns]
}

async function* readRows(
  items: AsyncIterable<JsonItem>,
  format: Format,
  columns: readonly string[],
): AsyncGenerator<SourceRow> {
  for await (const item of items) {
    const where = placeOf(item, format)
    const value = parse(item, where)
    const cells = isJsonObject(value) ? columns.map((name) => textOf(own(value, name))) : [textOf(value)]
    const nul = cells.findIndex((cell) => cell.includes('\0'))
    if (nul !== -1)
      throw new FileFault(`${where}, “${columns[nul]}”, holds a zero byte (NUL), which no text can hold.`)
    yield { line: format.counts === 'items' ? item.place : item.line, cells, spoilt: [] }
  }
}

function parse({ text }: JsonItem, where: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new FileFault(`${where} cannot be read. ${parsed.problem}`)
  const { value } = parsed
  if (isJsonObject(value) || typeof value === 'string' || value instanceof JsonNumber) return value
  throw new FileFault(`${where} is neither an object nor an id.`)
}

function placeOf({ line, place }: JsonItem, { counts }: Format): string {
  return counts === 'items' ? `Item ${place}` : `Line ${line}`
}

function own(object: JsonObject, name: string): JsonValue {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null
}

/** Numbers as their digits; what is nested as its JSON. */
function textOf(value: JsonValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.toWellFormed()
  if (value instanceof JsonNumber) return value.text
  return typeof value === 'boolean' ? String(value) : stringifyJson(value)
}

import type { InputField } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'
import { plainName } from './intake/names.ts'
import type { Spoiling, Spoilt } from './intake/row.ts'
import type { BatchMapping, Connections, MappedConnection } from './mapping.ts'

/** Why a row cannot be asked; the column under its header, null for the row as a whole. */
export interface RowProblem {
  readonly column: string | null
  readonly reason: string
}

export interface CheckedRow {
  readonly connectionId: string | null
  /** Null where there are problems. Secret inputs in clear. */
  readonly input: Readonly<Record<string, string>> | null
  readonly transactionId: string | null
  readonly problems: readonly RowProblem[]
  /** Columns whose cells are secret here. */
  readonly secretColumns: readonly number[]
}

type CheckRow = (cells: readonly string[], spoilt: readonly Spoilt[]) => CheckedRow

/** Makes of a mapping what checks a row: the same rules as a single question's. */
export function openCheck(
  mapping: BatchMapping,
  columns: readonly string[],
  connections: Connections,
): CheckRow {
  const byName = namesOfConnections(connections)
  return (cells, spoilt) => {
    const found = findConnection(cells)
    if ('problem' in found) return { ...nothing, problems: [found.problem] }
    return checkInputs(found, mapping.inputs[found.id] ?? {}, cells, spoilt, columns)
  }

  function findConnection(cells: readonly string[]): MappedConnection | { readonly problem: RowProblem } {
    const { connection, connectionColumn } = mapping
    if (connectionColumn === null) {
      const chosen = connection === null ? undefined : connections.get(connection)
      return chosen ?? { problem: { column: null, reason: 'No connection is chosen.' } }
    }
    const column = columns[connectionColumn] ?? null
    const written = valueOf(cells[connectionColumn])
    if (written === '') return { problem: { column, reason: 'names no connection.' } }
    const named = byName.get(plainName(written))
    if (named === undefined) return { problem: { column, reason: `“${clip(written)}” is no connection.` } }
    return named ?? { problem: { column, reason: `“${clip(written)}” names several connections.` } }
  }
}

const nothing = { connectionId: null, input: null, transactionId: null, secretColumns: [] }

function checkInputs(
  { id, adapter }: MappedConnection,
  sources: BatchMapping['inputs'][string],
  cells: readonly string[],
  spoilt: readonly Spoilt[],
  columns: readonly string[],
): CheckedRow {
  const given: Record<string, string> = {}
  const problems: RowProblem[] = []
  const ruined = new Set<string>()
  const secretColumns: number[] = []
  for (const field of adapter.inputs) {
    const source = sources[field.name]
    if (source === undefined) continue
    if ('value' in source) {
      given[field.name] = source.value
      continue
    }
    const written = cells[source.column] ?? ''
    const value = valueOf(written)
    if (field.secret && value !== '') secretColumns.push(source.column)
    const kind = spoilt.find(({ column }) => column === source.column)?.kind ?? seeSpoiling(written, value)
    if (kind !== null && !(kind === 'date' && field.type === 'instant')) {
      ruined.add(field.name)
      problems.push({ column: columns[source.column] ?? null, reason: explain(kind, field, value) })
    } else given[field.name] = value
  }
  const parsed = parseInput(adapter.inputs, given)
  if (!parsed.ok) {
    for (const { field: name, message } of parsed.issues) {
      if (ruined.has(name)) continue
      const source = sources[name]
      const column = source && 'column' in source ? (columns[source.column] ?? null) : null
      problems.push({ column, reason: source ? message : `${message} No column is meant for it.` })
    }
  }
  const field = adapter.inputs.find(({ subject }) => subject === 'transactionId')
  const sound = parsed.ok && problems.length === 0
  const input = sound ? parsed.input : null
  return {
    connectionId: id,
    input,
    transactionId: (field && input?.[field.name]) ?? null,
    problems,
    secretColumns,
  }
}

/** `="007"` is how a CSV tells Excel to keep its hands off; spaces around a value are nobody's. */
function valueOf(cell: string | undefined): string {
  const text = (cell ?? '').trim()
  return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text
}

function seeSpoiling(written: string, value: string): Spoiling | null {
  // Only Excel writes an exponent so; an id such as 1e5 is one.
  if (/^-?\d(?:[.,]\d+)?E\+\d{2,3}$/.test(value)) return 'exponent'
  if (value.startsWith('=')) return 'formula'
  return /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(written.trim()) ? 'error' : null
}

function explain(kind: Spoiling, field: InputField, value: string): string {
  const shown = field.secret ? 'it' : `“${clip(value)}”`
  switch (kind) {
    case 'digits':
      return `${shown} is a number of more than 15 digits, whose end Excel has changed. Take the column from its source again, as text.`
    case 'exponent':
      return `${shown} is what Excel leaves of a long number. Take the column from its source again, as text.`
    case 'date':
      return `${shown} is a date. If Excel made it out of something else, take the column from its source again, as text.`
    case 'formula':
      return 'holds a formula, and the desk computes none. Paste the values in its place.'
    case 'error':
      return `${shown} is a formula that failed.`
  }
}

/** By id, label and, where only one connection is of it, provider. Null where a name means several. */
function namesOfConnections(connections: Connections): ReadonlyMap<string, MappedConnection | null> {
  const names = new Map<string, MappedConnection | null>()
  for (const connection of connections.values()) {
    const { id, label, adapter } = connection
    for (const name of new Set([id, label, adapter.key, adapter.label].map(plainName))) {
      names.set(name, names.has(name) ? null : connection)
    }
  }
  // An id is an id, whatever else is called so.
  for (const connection of connections.values()) names.set(plainName(connection.id), connection)
  return names
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).toWellFormed()}…` : text
}

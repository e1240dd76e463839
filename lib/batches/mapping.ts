import { z } from 'zod'
import type { Adapter, InputField } from '#lib/providers/contract.ts'
import { plainName } from './intake/names.ts'

/** What reading a list needs to know of a connection. */
export interface MappedConnection {
  readonly id: string
  readonly label: string
  readonly adapter: Adapter
}

export type Connections = ReadonlyMap<string, MappedConnection>

/** Where an input comes from: a column, from 0, or the same text for every row. */
const inputSource = z.union([
  z.strictObject({ column: z.int().min(0).max(499) }),
  z.strictObject({ value: z.string().max(200) }),
])
export type InputSource = z.output<typeof inputSource>

/** What the columns of a list mean. */
export const batchMapping = z.strictObject({
  /** The connection of every row; null where a column names it. */
  connection: z.string().max(40).nullable(),
  connectionColumn: z.int().min(0).max(499).nullable(),
  /** By connection, by the name of the input. */
  inputs: z.record(z.string(), z.record(z.string(), inputSource)),
})
export type BatchMapping = z.output<typeof batchMapping>

/** How people head a column, beside the names, labels and aliases of the inputs themselves. */
const headings: Record<NonNullable<InputField['subject']>, readonly string[]> = {
  transactionId: [
    'transactionid',
    'transaction',
    'txid',
    'tx',
    'trxid',
    'trx',
    'txnid',
    'transactionno',
    'transactionnumber',
    'id',
  ],
  playerId: [
    'playerid',
    'player',
    'userid',
    'user',
    'username',
    'customerid',
    'customer',
    'memberid',
    'member',
    'accountid',
  ],
  roundId: ['roundid', 'round', 'gameroundid'],
  gameId: ['gameid', 'game', 'gamecode'],
}
const connectionHeadings = ['connection', 'connectionid', 'provider', 'providername']

/** Every name by which a column may be known, plain. */
export function listKnownNames(connections: Connections): ReadonlySet<string> {
  const fields = [...connections.values()].flatMap(({ adapter }) => adapter.inputs)
  return new Set([...connectionHeadings, ...fields.flatMap(namesOf)])
}

/**
 * What columns most likely mean: for one connection, where it is given; else for each that a column names; else for the
 * only connection whose every needed input is there.
 */
export function proposeMapping(
  columns: readonly string[],
  connections: Connections,
  connection: string | null,
): BatchMapping {
  const all = [...connections.values()]
  const proposed = all.map((each) => [each.id, proposeInputs(columns, each)] as const)
  const inputs = Object.fromEntries(proposed)
  if (connection !== null) {
    return { connection, connectionColumn: null, inputs: { [connection]: inputs[connection] ?? {} } }
  }
  const connectionColumn = columns.findIndex((name) => connectionHeadings.includes(plainName(name)))
  if (connectionColumn !== -1) return { connection: null, connectionColumn, inputs }
  const fitting = all.filter(({ id, adapter }) =>
    adapter.inputs.every(({ name, required }) => !required || inputs[id]?.[name] !== undefined),
  )
  const [only] = fitting
  const chosen = fitting.length === 1 && only ? only.id : null
  return { connection: chosen, connectionColumn: null, inputs }
}

/** Sentences on what a mapping names that is not there; empty when it can be used. */
export function judgeMapping(
  mapping: BatchMapping,
  columns: readonly string[],
  connections: Connections,
): readonly string[] {
  const problems: string[] = []
  const { connection, connectionColumn } = mapping
  if (connection !== null && !connections.has(connection))
    problems.push(`There is no connection “${connection}”.`)
  if (connection !== null && connectionColumn !== null)
    problems.push('Either one connection is meant or a column names it, not both.')
  if (connectionColumn !== null && connectionColumn >= columns.length)
    problems.push(`There is no column ${connectionColumn + 1}.`)
  for (const [id, inputs] of Object.entries(mapping.inputs)) {
    const known = connections.get(id)
    if (!known) problems.push(`There is no connection “${id}”.`)
    for (const [name, source] of Object.entries(inputs)) {
      const field = known?.adapter.inputs.find((each) => each.name === name)
      if (known && !field) problems.push(`${known.label} has no input “${name}”.`)
      if ('column' in source && source.column >= columns.length)
        problems.push(`There is no column ${source.column + 1}.`)
      if ('value' in source && field?.secret) {
        problems.push(`${field.label} is secret, and cannot be the same for every row: give it a column.`)
      }
    }
  }
  return [...new Set(problems)]
}

function proposeInputs(
  columns: readonly string[],
  { adapter }: MappedConnection,
): Record<string, InputSource> {
  const plain = columns.map(plainName)
  const taken = new Set<number>()
  const found = new Map<string, InputSource>()
  for (const { name } of adapter.inputs) {
    const column = columns.indexOf(name)
    if (column === -1) continue
    taken.add(column)
    found.set(name, { column })
  }
  // All by their own names first: an alias of one is often the name of another.
  for (const names of [ownNames, labels, aliases, subjectHeadings]) {
    for (const field of adapter.inputs) {
      if (found.has(field.name)) continue
      const column = plain.findIndex(
        (name, at) => !taken.has(at) && name !== '' && names(field).includes(name),
      )
      if (column === -1) continue
      taken.add(column)
      found.set(field.name, { column })
    }
  }
  return Object.fromEntries(found)
}

const ownNames = ({ name }: InputField) => [plainName(name)]
const labels = ({ label }: InputField) => [plainName(label)]
// A session token of one provider is nobody else's to be sent.
const aliases = ({ secret, aliases: names }: InputField) => (secret ? [] : (names ?? []).map(plainName))
const subjectHeadings = ({ subject }: InputField) => (subject === undefined ? [] : headings[subject])

function namesOf(field: InputField): readonly string[] {
  return [
    ...ownNames(field),
    ...labels(field),
    ...(field.aliases ?? []).map(plainName),
    ...subjectHeadings(field),
  ]
}

import { fillInputs } from '#lib/recognise/fill.ts'
import type { Proposal } from '#lib/recognise/propose.ts'
import type { DeskConnection, Given } from './choices.ts'

/** Where the value of an input came from; `shared` was typed for another connection. */
export type Source = 'typed' | 'paste' | 'earlier' | 'shared'

export interface ResolvedValue {
  readonly value: string
  readonly source: Source
}

/** Values by input name, inputs without one left out. */
export type ResolvedInput = Readonly<Record<string, ResolvedValue>>

interface Resolving {
  readonly proposal: Proposal | undefined
  readonly connections: readonly DeskConnection[]
  readonly given: Given
  /** With several transactions a typed value stands in where the paste has none; with one it corrects it. */
  readonly several: boolean
}

/** What a connection would be asked about one transaction, and where each value came from. */
export function resolveInput(
  connection: DeskConnection,
  { proposal, connections, given, several }: Resolving,
): ResolvedInput {
  const typed = given[connection.id] ?? {}
  const shared = findShared(connection, connections, given)
  const resolved: Record<string, ResolvedValue> = {}
  for (const { name } of connection.inputs) {
    const typedValue = typed[name]?.trim()
    const proposed = proposal?.input[name]
    const sharedValue = shared[name]
    if (typedValue !== undefined && !(several && (proposed !== undefined || typedValue === ''))) {
      // An emptied field stays empty: what stood there was wrong.
      if (typedValue !== '') resolved[name] = { value: typedValue, source: 'typed' }
    } else if (proposed !== undefined) {
      resolved[name] = { value: proposed, source: proposal?.known.includes(name) ? 'earlier' : 'paste' }
    } else if (sharedValue !== undefined) {
      resolved[name] = { value: sharedValue, source: 'shared' }
    }
  }
  return resolved
}

/** The resolved values alone, as a question takes them. */
export function valuesOf(resolved: ResolvedInput): Record<string, string> {
  return Object.fromEntries(Object.entries(resolved).map(([name, { value }]) => [name, value]))
}

/** What was typed for other connections under a name that this one knows too. */
function findShared(connection: DeskConnection, connections: readonly DeskConnection[], given: Given) {
  const record: Record<string, string> = {}
  for (const other of connections) {
    if (other.id === connection.id) continue
    for (const { name, secret } of other.inputs) {
      const value = given[other.id]?.[name]?.trim()
      // A secret of one provider is nobody else's to be sent.
      if (value && (!secret || other.provider === connection.provider)) record[name] ??= value
    }
  }
  return fillInputs(connection.inputs, record)
}

import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import type { InputField } from '#lib/providers/contract.ts'

/** Everything that one connection was asked on a board. */
export interface BoardColumn {
  readonly id: string
  /** Null when the desk no longer has this connection. */
  readonly connection: ConnectionDescription | null
  readonly newest: LookupView
  /** The newest, unless an earlier one was chosen. */
  readonly shown: LookupView
  /** The newest first. */
  readonly lookups: readonly LookupView[]
}

/** The columns in the order of the connections; `chosen` holds ids of earlier look-ups to be shown. */
export function toColumns(
  lookups: readonly LookupView[],
  connections: readonly ConnectionDescription[],
  chosen: readonly string[],
): readonly BoardColumn[] {
  const place = new Map(connections.map(({ id }, index) => [id, index]))
  const placeOf = (id: string) => place.get(id) ?? connections.length
  return [...Map.groupBy(lookups, ({ connection }) => connection)]
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    .flatMap(([id, own]) => {
      const [newest] = own
      if (!newest) return []
      const shown = own.find((lookup) => chosen.includes(lookup.id)) ?? newest
      const connection = connections.find((described) => described.id === id) ?? null
      return [{ id, connection, newest, shown, lookups: own }]
    })
}

/** What staff call the column: the label of its connection. */
export function nameOf({ id, connection }: Pick<BoardColumn, 'id' | 'connection'>): string {
  return connection?.label ?? id
}

/** Of the button that opens the raw view, which takes the focus back. */
export function rawButtonId({ id }: Pick<BoardColumn, 'id'>): string {
  return `raw-of-${id}`
}

/** What a board is about cannot be changed on it: the transaction, or the player where there is none. */
export function changeableOf({ connection, newest }: BoardColumn): readonly InputField[] {
  const fixed = newest.subject.transactionId === null ? 'playerId' : 'transactionId'
  return (connection?.inputs ?? []).filter(({ subject }) => subject !== fixed)
}

/** Inputs that are not kept and must be given anew to ask again. */
export function secretsOf({ connection, newest }: BoardColumn) {
  return (connection?.inputs ?? []).filter(({ name, secret }) => secret && newest.input[name] !== undefined)
}

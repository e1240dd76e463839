import { describeEnd, describeHead, type ExportEnd, type ExportHead, sayEnd } from './export-format.ts'
import type { EventView } from './view.ts'

const columns: readonly (readonly [name: string, cell: (event: EventView) => string | null | undefined])[] = [
  ['id', ({ id }) => id],
  ['recorded_at_utc', ({ recordedAt }) => recordedAt],
  ['kind', ({ kind }) => kind],
  ['result', ({ result }) => result],
  ['actor_id', ({ actorId }) => actorId],
  ['actor_name', ({ actorName }) => actorName],
  ['actor_role', ({ members }) => members.get('actor_role')],
  ['object_type', ({ objectType }) => objectType],
  ['object_id', ({ objectId }) => objectId],
  ['connection_id', ({ connectionId }) => connectionId],
  ['transaction_id', ({ transactionId }) => transactionId],
  ['player_id', ({ playerId }) => playerId],
  ['lookup_id', ({ lookupId }) => lookupId],
  ['reason', ({ reason }) => reason],
  ['ip', ({ ip }) => ip],
  ['request_id', ({ members }) => members.get('request_id')],
  ['canonical', ({ canon }) => canon],
]

/** The columns of an export as a table. */
export const columnNames: readonly string[] = columns.map(([name]) => name)

/** An event as a row of it. */
export function cellsOfEvent(event: EventView): readonly (string | null)[] {
  return columns.map(([, cell]) => cell(event) ?? null)
}

/** The last row, which is no event and says so by its kind: who, when, by what filter, and whether it is whole. */
export function cellsOfEnd(head: ExportHead, end: ExportEnd): readonly (string | null)[] {
  const cells = new Map([
    ['recorded_at_utc', head.at],
    ['kind', 'export.end'],
    ['result', end.complete ? 'ok' : 'failed'],
    ['actor_id', head.by],
    ['actor_name', head.byName],
    ['reason', sayEnd(head, end)],
    ['canonical', JSON.stringify({ ...describeHead(head), ...describeEnd(end) })],
  ])
  return columnNames.map((name) => cells.get(name) ?? null)
}

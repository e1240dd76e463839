import type { RecordedFilter } from './event.ts'
import { csvRecord } from './csv.ts'
import type { EventView } from './view.ts'

export const exportFormats = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Who exported what, when. Stands in the file. */
export interface ExportHead {
  readonly by: string
  readonly byName: string
  /** ISO 8601 in UTC, as all times of the file. */
  readonly at: string
  readonly filter: RecordedFilter
  readonly matched: number
  /** The newest signed note of the tree that the events are sealed in; what came after it is not sealed yet. */
  readonly checkpoint: string | null
}

/** How the file ends: all rows, or fewer, and it says so. */
export interface ExportEnd {
  readonly complete: boolean
  readonly rows: number
}

/** How a format writes the three parts of an export. */
export interface ExportWriter {
  readonly mediaType: string
  readonly begin: (head: ExportHead) => string
  readonly row: (event: EventView) => string
  readonly end: (head: ExportHead, end: ExportEnd) => string
}

const columns = [
  'id',
  'recorded_at_utc',
  'kind',
  'result',
  'actor_id',
  'actor_name',
  'actor_role',
  'object_type',
  'object_id',
  'connection_id',
  'transaction_id',
  'player_id',
  'lookup_id',
  'reason',
  'ip',
  'request_id',
  'canonical',
]

/** The last record of a CSV file has the kind `export.end`; JSON Lines begin with `export` and end with `end`. */
export const writersByFormat: Record<ExportFormat, ExportWriter> = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    begin: () => csvRecord(columns),
    row: (event) =>
      csvRecord([
        event.id,
        event.recordedAt,
        event.kind,
        event.result,
        event.actorId,
        event.actorName,
        event.members.get('actor_role') ?? null,
        event.objectType,
        event.objectId,
        event.connectionId,
        event.transactionId,
        event.playerId,
        event.lookupId,
        event.reason,
        event.ip,
        event.members.get('request_id') ?? null,
        event.canon,
      ]),
    end: (head, end) => {
      const cells = new Map([
        ['recorded_at_utc', head.at],
        ['kind', 'export.end'],
        ['result', end.complete ? 'ok' : 'failed'],
        ['actor_id', head.by],
        ['actor_name', head.byName],
        ['reason', sayEnd(head, end)],
        ['canonical', JSON.stringify({ ...describeHead(head), ...describeEnd(end) })],
      ])
      return csvRecord(columns.map((column) => cells.get(column) ?? null))
    },
  },
  jsonl: {
    mediaType: 'application/jsonl; charset=utf-8',
    begin: (head) => `${JSON.stringify({ export: describeHead(head) })}\n`,
    row: ({ id, recordedAt, actorName, canon }) => {
      const named = JSON.stringify({ id, recorded_at: recordedAt, actor_name: actorName })
      // The canonical bytes as they are stored.
      return `${named.slice(0, -1)},"event":${canon}}\n`
    },
    end: (head, end) => `${JSON.stringify({ end: { ...describeEnd(end), says: sayEnd(head, end) } })}\n`,
  },
}

function sayEnd({ matched }: ExportHead, { complete, rows }: ExportEnd): string {
  return complete
    ? `Complete: ${rows} of ${matched} rows`
    : `INCOMPLETE: ${rows} of ${matched} rows were written`
}

function describeHead({ by, byName, at, filter, matched, checkpoint }: ExportHead) {
  return { by, by_name: byName, at, zone: 'UTC', filter, matched: String(matched), checkpoint }
}

function describeEnd({ complete, rows }: ExportEnd) {
  return { complete: String(complete), rows: String(rows) }
}

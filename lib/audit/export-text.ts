import { csvRecord } from '#lib/files/csv.ts'
import { mediaTypes } from '#lib/files/format.ts'
import { cellsOfEnd, cellsOfEvent, columnNames } from './export-columns.ts'
import { describeEnd, describeHead, type ExportPart, type ExportWriter, sayEnd } from './export-format.ts'
import type { EventView } from './view.ts'

/** A record per event. The last record has the kind `export.end` and holds what the head of other formats does. */
export const csvWriter: ExportWriter = {
  mediaType: mediaTypes.csv,
  write: async function* (parts) {
    for await (const part of parts) yield formatCsv(part)
  },
}

/** A line per event, canonical bytes as they are stored; `export` before them, `end` behind. */
export const jsonlWriter: ExportWriter = {
  mediaType: mediaTypes.jsonl,
  write: async function* (parts) {
    for await (const part of parts) yield formatJsonl(part)
  },
}

function formatCsv(part: ExportPart): string {
  switch (part.kind) {
    case 'head':
      return csvRecord(columnNames)
    case 'events':
      return part.events.map((event) => csvRecord(cellsOfEvent(event))).join('')
    case 'end':
      return csvRecord(cellsOfEnd(part.head, part.end))
  }
}

function formatJsonl(part: ExportPart): string {
  switch (part.kind) {
    case 'head':
      return `${JSON.stringify({ export: describeHead(part.head) })}\n`
    case 'events':
      return part.events.map(formatLine).join('')
    case 'end':
      return `${JSON.stringify({ end: { ...describeEnd(part.end), says: sayEnd(part.head, part.end) } })}\n`
  }
}

function formatLine({ id, recordedAt, actorName, canon }: EventView): string {
  const named = JSON.stringify({ id, recorded_at: recordedAt, actor_name: actorName })
  return `${named.slice(0, -1)},"event":${canon}}\n`
}

import type { Fragment } from 'postgres'
import { z } from 'zod'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { findActorNames } from '#lib/access/store.ts'
import { type FileFormat, formatForName, mostUnconfirmed } from '#lib/files/format.ts'
import { getLog } from '#lib/log.ts'
import type { ExportHead, ExportPart, ExportWriter } from './export-format.ts'
import { csvWriter, jsonlWriter } from './export-text.ts'
import { xlsxWriter } from './export-xlsx.ts'
import { type AuditFilter, toRecorded } from './filter.ts'
import { findIdBounds } from './period.ts'
import { recordEvent } from './record.ts'
import { composeWhere, countAllEvents, findCheckpoint, readEvents } from './search-store.ts'
import { toEventView } from './view.ts'

export interface AuditExport {
  readonly fileName: string
  readonly mediaType: string
  /** How many events it will hold. */
  readonly matched: number
  /** The file, piece by piece. Ends by saying how many rows it has, also when it could not be written whole. */
  readonly pieces: AsyncGenerator<string | Uint8Array>
}

/** Rows read at a time: what an export holds in memory. */
const batchSize = 1_000

const writersByFormat: Record<FileFormat, ExportWriter> = {
  csv: csvWriter,
  xlsx: xlsxWriter,
  jsonl: jsonlWriter,
}

/**
 * Everything that a filter matches, the newest first, as a file. That it is exported is recorded before its first
 * byte. What was not committed when it began is left out, so that the rows counted are the rows written.
 */
export async function exportAudit(
  actor: Actor,
  filter: AuditFilter,
  format: FileFormat,
): Promise<AuditExport> {
  await assertCan(actor, 'audit.export')
  const sql = getSql()
  // Of transactions before this one nothing more will come: a count of theirs stays true.
  const [snapshot] = await sql<{ horizon: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`
  const where = sql`${composeWhere(actor, filter, await findIdBounds(filter))} and xid < ${snapshot?.horizon ?? '0'}::xid8`
  const recorded = toRecorded(filter)
  const matched = await countAllEvents(where)
  await allowExport(actor, { matched })
  await recordEvent(actor, { kind: 'audit.exported', filter: recorded, format, rows: matched })
  const at = new Date().toISOString()
  const head = {
    by: actor.id,
    byName: actor.name,
    at,
    filter: recorded,
    matched,
    checkpoint: await findCheckpoint(),
  }
  const { mediaType, write } = writersByFormat[format]
  return {
    fileName: `audit-${formatForName(at)}.${format}`,
    mediaType,
    matched,
    pieces: write(readParts(where, head)),
  }
}

export const exportSize = z.strictObject({ matched: z.int().min(0) })

/** Throws unless the actor may export so many events now: `stale_sign_in` when the password is wanted again. */
export async function allowExport(actor: Actor, { matched }: z.output<typeof exportSize>): Promise<void> {
  await assertCan(actor, 'audit.export')
  if (matched > mostUnconfirmed) await assertFresh(actor)
}

/** Reads what is to be written. Where reading breaks off, the end says so. */
async function* readParts(where: Fragment, head: ExportHead): AsyncGenerator<ExportPart> {
  yield { kind: 'head', head }
  let rows = 0
  try {
    for await (const batch of readBatches(where)) {
      const names = await findActorNames([...new Set(batch.map(({ actorId }) => actorId))])
      yield { kind: 'events', events: batch.map((record) => toEventView(record, names)) }
      rows += batch.length
    }
  } catch (error) {
    getLog().error({ err: error }, 'An export of the audit broke off')
    yield { kind: 'end', head, end: { complete: false, rows } }
    return
  }
  yield { kind: 'end', head, end: { complete: rows === head.matched, rows } }
}

async function* readBatches(where: Fragment) {
  let last: string | null = null
  for (;;) {
    const older = last === null ? where : getSql()`${where} and id < ${last}`
    const batch = await readEvents(older, batchSize)
    if (batch.length > 0) yield batch
    if (batch.length < batchSize) return
    last = batch.at(-1)?.id ?? null
  }
}

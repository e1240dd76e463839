import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { can, getLookupRowLimit } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getPublicUrl } from '#lib/access/public-url.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { type FileFormat, formatForName, mediaTypes, mostUnconfirmed } from '#lib/files/format.ts'
import { getLog } from '#lib/log.ts'
import { isUuid } from '#lib/time-id.ts'
import { choosePrefix } from './results-columns.ts'
import type { ResultChoice, ResultsHead, ResultsPart } from './results-format.ts'
import { chooseOrdinals, countChosen, measureBatch, readElsewhere, readResultRows } from './results-store.ts'
import { writers } from './results-write.ts'
import { type BatchRow, readBatch } from './view-store.ts'

export interface ResultsFile {
  readonly fileName: string
  readonly mediaType: string
  /** How many rows it will hold. */
  readonly matched: number
  /** The file, piece by piece. Ends by saying how many rows it has, also when it could not be written whole. */
  readonly pieces: AsyncGenerator<string | Uint8Array>
}

/** Rows read at a time: what a file holds in memory, beside the numbers of the rows chosen. */
const chunkSize = 500

/**
 * The rows of a batch with their answers as a file: the user's own columns first, in their order, then ours. The rows
 * are chosen before its first byte and all of them are written; one that changes meanwhile stands as it is when its
 * turn comes. That it is given is recorded first. Null when there is no such batch.
 */
export async function exportResults(
  actor: Actor,
  batchId: string,
  { format, only }: { readonly format: FileFormat; readonly only: ResultChoice },
): Promise<ResultsFile | null> {
  await assertCan(actor, 'export.make', { type: 'batch', id: batchId })
  const batch = isUuid(batchId) ? await readBatch(batchId) : null
  if (!batch) return null
  if (batch.state === 'reading' || batch.state === 'refused') {
    const message = 'This list has no rows to give: it is being read, or was refused.'
    throw new ProblemError({ kind: 'conflict', message })
  }
  const { cells, connections } = await measureBatch(batchId)
  const ordinals = Int32Array.from(await chooseOrdinals(batchId, only))
  await allowResults(actor, { matched: ordinals.length })
  await recordEvent(actor, { kind: 'batch.exported', batchId, format, only, rows: ordinals.length })
  const head = composeHead(actor, batch, { only, matched: ordinals.length, width: cells })
  return {
    fileName: `batch-${batchId.slice(0, 8)}-${only === 'all' ? 'results' : only}-${formatForName(head.at)}.${format}`,
    mediaType: mediaTypes[format],
    matched: ordinals.length,
    pieces: writers[format](readParts(batchId, head, ordinals, connections > 1)),
  }
}

/**
 * How many rows of a batch a choice holds now; null when there is no such batch. Of differences it takes seconds where there
 * are 100,000 rows, so it is for who asks for it. Throws `denied` problems.
 */
export async function countResults(
  actor: Actor,
  batchId: string,
  only: ResultChoice,
): Promise<number | null> {
  await assertCan(actor, 'batch.run', { type: 'batch', id: batchId })
  await assertCan(actor, 'export.make', { type: 'batch', id: batchId })
  const batch = isUuid(batchId) ? await readBatch(batchId) : null
  return batch && countChosen(batchId, only)
}

export const resultsSize = z.strictObject({ matched: z.int().min(0) })

/**
 * Throws unless the actor may take so many rows now: `denied` beyond what a role without batches may take,
 * `stale_sign_in` when a person's password is wanted again. A token is shown with every request, and what it may
 * download it could read page by page.
 */
export async function allowResults(actor: Actor, { matched }: z.output<typeof resultsSize>): Promise<void> {
  await assertCan(actor, 'export.make')
  if (!can(actor, 'batch.run') && matched > getLookupRowLimit(actor)) await assertCan(actor, 'batch.run')
  if (matched > mostUnconfirmed && actor.kind !== 'token') await assertFresh(actor)
}

interface Chosen {
  readonly only: ResultChoice
  readonly matched: number
  /** Cells of the widest row. */
  readonly width: number
}

function composeHead(actor: Actor, batch: BatchRow, { only, matched, width }: Chosen): ResultsHead {
  const beyond = Math.max(0, width - batch.columns.length)
  return {
    by: actor.id,
    byName: actor.name,
    at: new Date().toISOString(),
    batchId: batch.id,
    batchName: batch.name,
    batchState: batch.state,
    only,
    matched,
    columns: [...batch.columns, ...Array.from({ length: beyond }, () => '')],
    prefix: choosePrefix(batch.columns),
    publicUrl: getPublicUrl(),
  }
}

/** Reads what is to be written. Where reading breaks off, the end says so. */
async function* readParts(
  batchId: string,
  head: ResultsHead,
  ordinals: Int32Array,
  several: boolean,
): AsyncGenerator<ResultsPart> {
  yield { kind: 'head', head }
  let rows = 0
  try {
    for (let from = 0; from < ordinals.length; from += chunkSize) {
      const some = [...ordinals.subarray(from, from + chunkSize)]
      const [found, elsewhere] = await Promise.all([
        readResultRows(batchId, some),
        several ? readElsewhere(batchId, some) : null,
      ])
      yield {
        kind: 'rows',
        head,
        rows: found.map((row) => ({ ...row, elsewhere: elsewhere?.get(row.ordinal) ?? [] })),
      }
      rows += found.length
    }
  } catch (error) {
    getLog().error({ err: error }, 'A file of results broke off')
    yield { kind: 'end', head, end: { complete: false, rows } }
    return
  }
  yield { kind: 'end', head, end: { complete: rows === head.matched, rows } }
}

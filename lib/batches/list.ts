import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type ListedRow, readBatches } from './list-store.ts'
import { type BatchFacts, batchStates, findBatchNames, toFacts } from './view.ts'

/** How the list of batches can be narrowed; the same in the URL of the page. */
export const batchFilter = z.strictObject({
  state: z.enum(batchStates, `must be one of ${batchStates.join(', ')}`).optional(),
  /** Who brought it: an actor's id, or `me`. */
  by: z.string('must stand once').max(200, 'must be at most 200 characters').optional(),
  /** From the page before: batches after it in the list. */
  cursor: z.uuid('is not a cursor of this list').optional(),
})
export type BatchFilter = z.output<typeof batchFilter>

/** A line of the list of batches. */
export interface ListedBatch extends BatchFacts {
  readonly rows: number
  readonly invalid: number
  readonly duplicates: number
  /** Rows that are, or were to be, asked. */
  readonly toAsk: number
  readonly done: number
  readonly faults: number
}

export interface BatchPage {
  readonly data: readonly ListedBatch[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/** A page of everybody's batches, the newest first, each counted from its rows. */
export async function listBatches(actor: Actor, filter: BatchFilter, size: number): Promise<BatchPage> {
  await assertCan(actor, 'batch.run')
  const { state = null, by = null, cursor = null } = filter
  const found = await readBatches({ state, by: by === 'me' ? actor.id : by, before: cursor }, size + 1)
  const shown = found.slice(0, size)
  const names = await findBatchNames(shown)
  const data = shown.map((row) => toListed(row, names))
  return { data, nextCursor: found.length > size ? (data.at(-1)?.id ?? null) : null }
}

function toListed(row: ListedRow, names: ReadonlyMap<string, string>): ListedBatch {
  const { rows, invalid, duplicates, open, cancelled, faults, ...batch } = row
  const toAsk = rows - invalid - duplicates
  return {
    ...toFacts(batch, names),
    rows,
    invalid,
    duplicates,
    toAsk,
    done: toAsk - open - cancelled,
    faults,
  }
}

import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { isStorable } from '#lib/json/storable.ts'
import type { Absence, Fault, Outcome, Status } from '#lib/providers/vocabulary.ts'
import { isUuid } from '#lib/time-id.ts'
import { shownKinds } from './items-shown.ts'
import { readItem, readItems } from './items-store.ts'
import type { RowCount } from './view-store.ts'

const text = z
  .string('must stand once')
  .max(200, 'must be at most 200 characters')
  .refine(isStorable, 'holds a character that no text can hold')

/** How the rows of a batch can be narrowed; the same in the URL of the page. */
export const itemFilter = z.strictObject({
  show: z.enum(shownKinds, `must be one of ${shownKinds.join(', ')}`).optional(),
  connection: text.optional(),
  transaction: text.optional(),
  /** From the page before: rows after this ordinal. */
  cursor: z.coerce.number('is not a place in this list').int().min(0).max(10_000_000).optional(),
})
export type ItemFilter = z.output<typeof itemFilter>

/** A row of a batch. What became of a duplicate is what became of its first row. */
export interface ItemView {
  readonly ordinal: number
  /** In the file, from 1. */
  readonly line: number
  /** As they stood in the file, in its columns' order. */
  readonly cells: readonly string[]
  readonly state: RowCount['state']
  /** Why it is invalid. */
  readonly problems: readonly { readonly column: string | null; readonly reason: string }[] | null
  readonly connection: string | null
  readonly transactionId: string | null
  readonly duplicateOfLine: number | null
  /** Of the row that is asked: itself, or the first that it is a duplicate of. */
  readonly shownState: RowCount['state']
  readonly attempt: number
  /** How often the provider was asked. */
  readonly asked: number
  /** When it is tried again, ISO 8601; null when at once. */
  readonly readyAt: string | null
  readonly lookupId: string | null
  /** Whether an earlier answer was taken. */
  readonly reused: boolean
  readonly outcome: Outcome | null
  readonly status: Status | null
  readonly absence: Absence | null
  readonly fault: Fault | null
  readonly final: boolean | null
}

export interface ItemPage {
  readonly data: readonly ItemView[]
  /** Where the next page begins; null on the last page. */
  readonly nextCursor: string | null
}

/** A page of the rows of a batch, in the order of the file. */
export async function listItems(
  actor: Actor,
  batchId: string,
  filter: ItemFilter,
  size: number,
): Promise<ItemPage> {
  await assertCan(actor, 'batch.run')
  if (!isUuid(batchId)) return { data: [], nextCursor: null }
  const found = await readItems(batchId, filter, size + 1)
  const data = found.slice(0, size)
  return { data, nextCursor: found.length > size ? String(data.at(-1)?.ordinal) : null }
}

/** One row of a batch; null when there is none. */
export async function findItem(actor: Actor, batchId: string, ordinal: number): Promise<ItemView | null> {
  await assertCan(actor, 'batch.run')
  return isUuid(batchId) ? readItem(batchId, ordinal) : null
}

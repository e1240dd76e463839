import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { isUuid } from '#lib/time-id.ts'
import { type Progress, toProgress } from './view-progress.ts'
import { type BatchRow, countRows, readBatch, readPauses } from './view-store.ts'

/** Where a batch stands, in the order in which it gets there. */
export const batchStates = [
  'reading',
  'refused',
  'ready',
  'awaiting_approval',
  'running',
  'paused',
  'cancelled',
  'finished',
] as const
export type BatchState = (typeof batchStates)[number]

export type BatchSource = 'file' | 'paste' | 'filter' | 'api' | 'cli' | 'schedule'

/** Who did something with a batch, and when (ISO 8601). */
export interface Done {
  readonly by: string
  readonly byName: string
  readonly at: string
}

/** A batch without its rows. */
export interface BatchFacts {
  readonly id: string
  readonly state: BatchState
  readonly name: string
  readonly source: BatchSource
  /** The headers of the file, in order. */
  readonly columns: readonly string[]
  readonly bytes: number | null
  /** Of the bytes as they came, hex. */
  readonly sha256: string | null
  readonly reuseMinutes: number | null
  readonly reason: string | null
  readonly refusal: string | null
  readonly created: Done
  readonly started: Done | null
  readonly approved: Done | null
  readonly finishedAt: string | null
}

/** A batch as its page shows it, counted from its rows. */
export interface BatchView extends BatchFacts {
  readonly progress: Progress
  /** When it was counted: ages and rates are reckoned by this clock. */
  readonly now: string
}

/** A batch with its progress; null when there is none with this id. */
export async function findBatch(actor: Actor, id: string): Promise<BatchView | null> {
  await assertCan(actor, 'batch.run')
  if (!isUuid(id)) return null
  const row = await readBatch(id)
  if (!row) return null
  const [counts, pauses, names] = await Promise.all([countRows(id), readPauses(), findBatchNames([row])])
  return { ...toFacts(row, names), progress: toProgress(counts, pauses), now: new Date().toISOString() }
}

/** The names of everybody who had to do with some batches, by actor. */
export async function findBatchNames(rows: readonly BatchRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap((row) => [row.createdBy, row.startedBy, row.approvedBy])
  return findActorNames([...new Set(ids.filter((id) => id !== null))])
}

/** The row with names instead of ids. */
export function toFacts(row: BatchRow, names: ReadonlyMap<string, string>): BatchFacts {
  const done = (by: string | null, at: string | null): Done | null =>
    by === null || at === null ? null : { by, byName: names.get(by) ?? by, at }
  const { createdBy, createdAt, startedBy, startedAt, approvedBy, approvedAt, ...facts } = row
  return {
    ...facts,
    created: { by: createdBy, byName: names.get(createdBy) ?? createdBy, at: createdAt },
    started: done(startedBy, startedAt),
    approved: done(approvedBy, approvedAt),
  }
}

import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { newTimeId } from '#lib/time-id.ts'
import { changeBatch, checkReason, getBatchFor } from './control.ts'
import { countReusable, countWaiting, insertStart, type ReuseWindow } from './control-store.ts'

/** With more rows to ask than this another person must approve. */
export const mostRowsUnapproved = 10_000

interface Starting {
  readonly batchId: string
  readonly reason: string
  /** Rows that were answered within so many minutes are not asked again; null asks all. */
  readonly reuseMinutes: number | null
}

/**
 * Starts a batch that was read: the workers begin at once, or when somebody else has approved it. Throws `denied`,
 * `not_found`, `invalid` and `conflict` problems.
 */
export async function startBatch(
  actor: Actor,
  { batchId, reason: given, reuseMinutes }: Starting,
): Promise<{ readonly state: 'running' | 'awaiting_approval' }> {
  await getBatchFor(actor, 'batch.run', batchId)
  const reason = checkReason(given)
  let state: 'running' | 'awaiting_approval' = 'running'
  await changeBatch(actor, batchId, async () => {
    const waiting = await countWaiting(batchId)
    const window = windowOf(reuseMinutes)
    const reusable = window ? await countReusable(batchId, window) : {}
    const reused = sum(Object.values(reusable))
    const rows = Object.fromEntries(
      Object.entries(waiting).map(([connection, count]) => [connection, count - (reusable[connection] ?? 0)]),
    )
    if (sum(Object.values(waiting)) === 0) throw new ProblemError({ kind: 'conflict', message: nothingToAsk })
    state = sum(Object.values(rows)) > mostRowsUnapproved ? 'awaiting_approval' : 'running'
    const start = { id: batchId, state, reason, by: actor.id, reuseMinutes, window, reused }
    return {
      event: { kind: 'batch.submitted', batchId, rows, reused, reason },
      write: (event) => insertStart(start, event),
    }
  })
  return { state }
}

/** How many rows of a batch were answered within so many minutes, by connection: they would be reused. */
export async function countAnsweredLately(
  batchId: string,
  minutes: number,
): Promise<Readonly<Record<string, number>>> {
  const window = windowOf(minutes)
  return window ? countReusable(batchId, window) : {}
}

const nothingToAsk = 'No row of the batch can be asked.'

function windowOf(minutes: number | null): ReuseWindow | null {
  if (minutes === null || minutes <= 0) return null
  const now = new Date()
  return { since: new Date(now.getTime() - minutes * 60_000), until: newTimeId(now) }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

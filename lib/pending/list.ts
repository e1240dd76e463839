import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import type { PendingFilter } from './filter.ts'
import { type OpenLine, type OpenRow, readOpen } from './store.ts'

export interface PendingPage {
  /** By connection and currency: all that the filter finds. */
  readonly lines: readonly OpenLine[]
  /** How many that is. A transaction that moved two currencies stands in two lines, and is one. */
  readonly count: number
  readonly data: readonly OpenRow[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/**
 * What providers last called open: in sum by connection and currency, and a page of it, the oldest first unless the
 * filter says otherwise. Never across connections: the same transaction asked at two of them is one movement of money.
 */
export async function listPending(actor: Actor, filter: PendingFilter, size: number): Promise<PendingPage> {
  await assertCan(actor, 'pending.read')
  const { rows, lines, count } = await readOpen(filter, size + 1)
  const data = rows.slice(0, size)
  const last = data.at(-1)
  return { lines, count, data, nextCursor: rows.length > size && last ? `${last.since}_${last.id}` : null }
}

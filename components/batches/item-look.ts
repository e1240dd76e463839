import { type Look, lookOf } from '#components/status-look.ts'
import { findAdvice } from '#lib/lookups/advice.ts'
import type { ItemView } from '#lib/batches/items.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { lookByOtherKind } from './tiles.ts'

/** How what became of a row is drawn. */
export function lookOfItem(item: ItemView): Look {
  switch (item.shownState) {
    case 'done':
      return lookOf(item)
    case 'claimed':
      return lookByOtherKind.running
    case 'waiting':
      return lookByOtherKind.waiting
    case 'cancelled':
      return lookByOtherKind.cancelled
    case 'invalid':
      return lookByOtherKind.invalid
    case 'duplicate':
      return lookByOtherKind.duplicate
  }
}

/** Why a row is as it is, and what to do about it; null where it speaks for itself. */
export function wordsOfItem(item: ItemView, connection: ConnectionDescription | null): string | null {
  const { problems, shownState, asked, outcome, status, absence, fault } = item
  if (problems !== null && problems.length > 0)
    return problems
      .map(({ column, reason }) => (column === null ? reason : `${column}: ${reason}`))
      .join('; ')
  if (shownState === 'waiting')
    return asked > 0 ? `Will be asked again, having been asked ${times(asked)}` : null
  if (shownState !== 'done') return null
  // The inputs of a row are not read for the list; without them the advice says less, and nothing wrong.
  const advice = findAdvice({ outcome, status, absence, fault, statusReason: null, input: {} }, connection)
  return advice && `${advice.title}. ${advice.advice}`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

import type { Actor } from '#lib/access/actor.ts'
import type { Asker } from '#lib/lookups/askers.ts'
import { isInOrderAsked, type LookupFilter, type Reach, reachOf } from '#lib/lookups/list.ts'

/** Whose look-ups a list shows. */
export interface Scope {
  /** Of the page and of its empty state, such as `your look-ups`. */
  readonly words: string
  readonly order: 'the newest first' | 'in the order asked'
  /** Whether all of them are the actor's. */
  readonly own: boolean
}

export function describeScope(actor: Actor, filter: LookupFilter, askers: readonly Asker[]): Scope {
  const reach: Reach = reachOf(actor, filter)
  const order = isInOrderAsked(filter) ? 'in the order asked' : 'the newest first'
  if (filter.by === 'me' || filter.by === actor.id || reach === 'history.own')
    return {
      words: `your look-ups${reach === 'history.transaction' ? ' of this transaction' : ''}`,
      order,
      own: true,
    }
  const named = askers.find(({ id }) => id === filter.by)?.name ?? filter.by
  const whose = named === undefined ? 'everyone’s look-ups' : `look-ups by ${named}`
  return {
    words: reach === 'history.transaction' ? `${whose} of this transaction` : whose,
    order,
    own: false,
  }
}

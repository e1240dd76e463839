import { systemActor } from '#lib/access/actor.ts'
import { noKeys, recordOutcomes } from './record.ts'
import { findOverdue } from './store.ts'

const mostAtOnce = 500
/** How far back the first look goes, for what was left while no worker ran … */
const longestAbsenceMs = 30 * 24 * 3_600_000
/** … and those after it, which find all older questions done. */
const overlapMs = 3_600_000

/** A reaper that remembers how far it has looked, so that each round reads little however long the record is. */
export function openReaper(): () => Promise<number> {
  let since = new Date(Date.now() - longestAbsenceMs)
  return async () => {
    const startedAt = Date.now()
    const reaped = await reapInterrupted(since)
    if (reaped < mostAtOnce) since = new Date(startedAt - overlapMs)
    return reaped
  }
}

/**
 * Records as interrupted what was asked, has no outcome, and was due after `since` and before now: the process
 * that asked it died. Gives how many. Any number of reapers may run.
 */
export async function reapInterrupted(since: Date): Promise<number> {
  const overdue = await findOverdue(since, mostAtOnce)
  const byConnection = Map.groupBy(overdue, ({ connectionId }) => connectionId)
  for (const [connectionId, lookups] of byConnection) {
    const answeredAt = new Date()
    const outcomes = lookups.map(({ askedAt, ...lookup }) => ({
      lookup,
      actor: systemActor('reaper'),
      askedAt,
      answeredAt,
      answer: null,
      mappingVersion: null,
      exchanges: [],
    }))
    await recordOutcomes([{ connectionId, outcomes, asked: [], cut: null }], noKeys)
  }
  return overdue.length
}

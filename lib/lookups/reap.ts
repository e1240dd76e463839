import { systemActor } from '#lib/access/actor.ts'
import { recordOutcomes } from './record.ts'
import { findOverdue } from './store.ts'

const mostAtOnce = 500
/** How far back the first look goes, for what was left while no worker ran. */
const longestAbsenceMs = 30 * 24 * 3_600_000

/**
 * Records as interrupted what was asked and has no outcome past its deadline: the process that asked it died.
 * Gives how many. Any number of reapers may run.
 */
export async function reapInterrupted(
  since: Date = new Date(Date.now() - longestAbsenceMs),
): Promise<number> {
  const overdue = await findOverdue(since, mostAtOnce)
  const byConnection = Map.groupBy(overdue, ({ connectionId }) => connectionId)
  for (const [connectionId, lookups] of byConnection) {
    const answeredAt = new Date()
    await recordOutcomes(
      connectionId,
      lookups.map(({ askedAt, ...lookup }) => ({
        lookup,
        actor: systemActor('reaper'),
        askedAt,
        answeredAt,
        answer: null,
        mappingVersion: null,
        exchanges: [],
      })),
    )
  }
  return overdue.length
}

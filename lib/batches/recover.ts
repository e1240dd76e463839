import { systemActor } from '#lib/access/actor.ts'
import { noKeys, recordOutcomes } from '#lib/lookups/record.ts'
import { insertBatchOutcomes, type LaneKey, recoverItems } from './engine-store.ts'

/**
 * Takes over what an earlier run of a lane claimed and left, or this run did not learn that it claimed (`held` is what
 * it knows of). What was not asked waits again; what was asked is recorded as interrupted, and asked again unless it was
 * often enough. Gives how many were asked.
 */
export async function recoverLane(key: LaneKey, run: string, held: readonly number[]): Promise<number> {
  const lost = await recoverItems(key, run, held)
  if (lost.length === 0) return 0
  const answeredAt = new Date()
  const outcomes = lost.map(({ lookupId, transactionId, playerId, askedAt }) => ({
    lookup: { id: lookupId, connectionId: key.connectionId, transactionId, playerId },
    actor: systemActor('batch'),
    askedAt,
    answeredAt,
    answer: null,
    mappingVersion: null,
    exchanges: [],
  }))
  const items = lost.map(({ lookupId, ordinal, attempt, claimedBy }) => ({
    lookup_id: lookupId,
    ordinal,
    attempt,
    run: claimedBy,
    again: true,
    counted: 1 as const,
    wait_ms: 0,
  }))
  const call = { connectionId: key.connectionId, outcomes, asked: [], cut: null }
  await recordOutcomes([call], noKeys, (rows, late) => insertBatchOutcomes(key.batchId, rows, late, items))
  return lost.length
}

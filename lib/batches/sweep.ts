import { systemActor } from '#lib/access/actor.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getConnections } from '#lib/connections/open.ts'
import type { LaneKey } from './engine-store.ts'
import { finishBatch } from './finish.ts'
import { countLanes } from './lanes.ts'
import {
  cancelLeftOvers,
  findEnded,
  findOpenWork,
  findSilentReadings,
  insertRefusal,
  silentSeconds,
} from './sweep-store.ts'

const brokenOff = 'The upload broke off: nothing came in for two minutes. Nothing of it was kept.'

/**
 * Looks through what is open: ends batches without an open row, refuses readings that broke off, and gives the lanes
 * that have something to do. Any number of processes may do it at once, as often as they like.
 */
export async function sweepBatches(): Promise<readonly LaneKey[]> {
  for (const id of await findEnded()) await finishBatch(id)
  await cancelLeftOvers()
  await refuseBrokenOff()
  const { byId } = getConnections()
  const work = await findOpenWork([...byId.keys()])
  const lanes = work.flatMap(({ batchId, connectionId, lane }): LaneKey[] => {
    if (lane !== null) return [{ batchId, connectionId, lane }]
    const connection = byId.get(connectionId)
    const count = connection ? countLanes(connection.target).lanes : 0
    return Array.from({ length: count }, (_, of) => ({ batchId, connectionId, lane: of }))
  })
  return [...new Map(lanes.map((key) => [nameOfLane(key), key])).values()]
}

/** The same text for the same lane, and for no other. */
export function nameOfLane({ batchId, connectionId, lane }: LaneKey): string {
  return `${batchId} ${connectionId} ${lane}`
}

async function refuseBrokenOff(): Promise<void> {
  for (const { id, source, bytes } of await findSilentReadings(silentSeconds)) {
    const refused = { kind: 'batch.unreadable', batchId: id, source, bytes, sha256: null } as const
    const event = composeEvent(systemActor('batch'), refused)
    await writeEvent(event, () => insertRefusal(id, silentSeconds, brokenOff, event))
  }
}

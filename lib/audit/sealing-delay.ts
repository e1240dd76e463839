import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { getLog } from '#lib/log.ts'
import { readWaitingMs } from './seal/store.ts'

/** Longer than any sealer that works lets an event wait. */
const longestWaitMs = 30_000

/** How long the first unsealed event has been waiting, in milliseconds, when that is longer than it should; else null. */
export async function findSealingDelay(actor: Actor): Promise<number | null> {
  await assertCan(actor, 'audit.read')
  return findDelay()
}

/**
 * To be called again and again: raises the alarm when events wait too long to be sealed, whatever keeps the sealer from
 * it or wherever it runs, and tells when they no longer do. Once per outage.
 */
export function openSealingAlarm(): () => Promise<void> {
  let behind = false
  return async () => {
    const waitingMs = await findDelay()
    if (waitingMs !== null && !behind)
      getLog().error(
        { alarm: 'unsealed', waitingMs: Math.round(waitingMs) },
        'Events wait too long to be sealed',
      )
    if (waitingMs === null && behind) getLog().info({ alarm: 'unsealed' }, 'Events are sealed in time again')
    behind = waitingMs !== null
  }
}

async function findDelay(): Promise<number | null> {
  const waitingMs = await readWaitingMs(getSql())
  return waitingMs !== null && waitingMs > longestWaitMs ? waitingMs : null
}

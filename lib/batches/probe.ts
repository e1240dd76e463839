import type { OpenConnection } from '#lib/connections/open.ts'
import type { CallOutcomes } from '#lib/lookups/record.ts'
import { deletePause, insertPause, takePassage } from './pause-store.ts'

/**
 * Tells every process when a connection's breaker has opened, so that none claims rows of it. Gives whether it has. What
 * the database does not take now is told again by the next call.
 */
export async function pauseAfterBreaker(connection: OpenConnection, call: CallOutcomes): Promise<boolean> {
  const { nextProbeAt } = connection.wayOut.breaker
  if (nextProbeAt === null) return false
  const faults = call.outcomes.flatMap(({ answer }) => answer?.fault ?? [])
  if (faults.length === 0) return false
  const why = faults.find((fault) => fault !== 'circuit_open') ?? 'circuit_open'
  await insertPause(connection.id, nextProbeAt, why).catch(() => {})
  return true
}

/**
 * Whether rows of a connection may be asked. Where it is paused, and long enough, `probe` asks about one row, and
 * decides by what the breaker makes of it.
 */
export async function tryProbe(
  connection: OpenConnection,
  probe: () => Promise<void>,
): Promise<'open' | 'paused'> {
  const { probeMs } = connection.target.limits.breaker
  const passage = await takePassage(connection.id, probeMs)
  if (passage !== 'probe') return passage
  const before = connection.wayOut.breaker.failures
  await probe()
  const { state, failures } = connection.wayOut.breaker
  if (state === 'open' || failures > before) return 'paused'
  await deletePause(connection.id)
  return 'open'
}

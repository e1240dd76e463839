import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type ConnectionDescription, listConnections } from './describe.ts'
import { type ConnectionHealth, readHealth } from './health.ts'
import { getConnections } from './open.ts'

/** A connection as its administrator sees it. Settings and secrets are in nobody's sight. */
export interface ManagedConnection extends ConnectionDescription {
  /** Where calls go, the base URL's first: scheme, host and port alone. */
  readonly origins: readonly string[]
  /** Whether its certificates are judged by an authority of its own. */
  readonly ownAuthority: boolean
  /** Private addresses that may be reached, as CIDRs. */
  readonly allowAddresses: readonly string[]
  /** How many secrets its settings hold. */
  readonly secretCount: number
  /** When this process lets the next call through, while the breaker is open; ISO 8601. */
  readonly nextTryAt: string | null
  readonly health: ConnectionHealth
}

/** All connections with their health, in the order of the file. */
export async function listManaged(actor: Actor): Promise<readonly ManagedConnection[]> {
  await assertCan(actor, 'connection.manage')
  const described = await listConnections(actor)
  const health = await readHealth(
    actor,
    described.map(({ id }) => id),
  )
  return described.flatMap((connection) => {
    const open = getConnections().byId.get(connection.id)
    const fared = health.get(connection.id)
    if (!open || !fared) return []
    const { origins, certificateAuthority, allowAddresses } = open.target
    return [
      {
        ...connection,
        origins: [...new Set(origins)],
        ownAuthority: certificateAuthority !== null,
        allowAddresses,
        secretCount: open.secrets.length,
        nextTryAt: open.wayOut.breaker.nextProbeAt?.toISOString() ?? null,
        health: fared,
      },
    ]
  })
}

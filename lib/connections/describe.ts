import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import type { Limits } from '#lib/http/target.ts'
import type { InputField } from '#lib/providers/contract.ts'
import { getConnections, type OpenConnection } from './open.ts'
import type { Environment } from './schema.ts'

/** A connection as whoever asks sees it: what it needs and tells, no settings. */
export interface ConnectionDescription {
  readonly id: string
  readonly label: string
  readonly environment: Environment
  readonly provider: string
  readonly providerLabel: string
  /** What it really tells. */
  readonly summary: string
  readonly inputs: readonly InputField[]
  readonly rowsPerCall: number
  /** How long the provider keeps a transaction; null when it does not say. */
  readonly keepsForMs: number | null
  /** On the age of its data; null when it answers in real time. */
  readonly delay: string | null
  readonly limits: Limits
  /** Whether calls go out; open means that they are held back after repeated faults. */
  readonly breaker: 'closed' | 'open'
}

/** All connections, in the order of the file, for who may ask them or manages them. */
export async function listConnections(actor: Actor): Promise<readonly ConnectionDescription[]> {
  if (!can(actor, 'connection.manage')) await assertCan(actor, 'lookup.ask')
  return [...getConnections().byId.values()].map(describeConnection)
}

function describeConnection(connection: OpenConnection): ConnectionDescription {
  const { id, label, environment, adapter, target, wayOut } = connection
  return {
    id,
    label,
    environment,
    provider: adapter.key,
    providerLabel: adapter.label,
    summary: adapter.summary,
    inputs: adapter.inputs,
    rowsPerCall: adapter.rowsPerCall,
    keepsForMs: adapter.keepsForMs,
    delay: adapter.delay,
    limits: target.limits,
    breaker: wayOut.breaker.state,
  }
}

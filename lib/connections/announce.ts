import { systemActor } from '#lib/access/actor.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { getConnections } from './open.ts'

/** Records which configuration this process works with. Throws, naming every fault, when it is wrong. */
export async function announceConnections(): Promise<void> {
  const { byId, sha256 } = getConnections()
  await recordEvent(systemActor('app'), {
    kind: 'connections.loaded',
    sha256,
    connectionIds: [...byId.keys()],
  })
}

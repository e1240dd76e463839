import type { Actor } from '#lib/access/actor.ts'
import { systemActor } from '#lib/access/actor.ts'
import type { RunningBatch } from './engine-store.ts'

/** Whoever started a batch, as its look-ups name them: with the role that they have now, and without a session. */
export function starterOf({ startedBy, name, role }: RunningBatch): Actor {
  const id = startedBy ?? 'system:batch'
  const actor = { ...systemActor('batch'), id, name: name ?? id, role }
  if (id.startsWith('system:')) return { ...actor, kind: 'system' }
  if (id.startsWith('cli:')) return { ...actor, kind: 'cli' }
  if (!id.startsWith('token:')) return { ...actor, kind: 'user' }
  return { ...actor, kind: 'token', tokenId: id.slice('token:'.length) }
}

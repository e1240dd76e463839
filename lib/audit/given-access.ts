import type { Actor } from '#lib/access/actor.ts'
import { rolesWith } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { readGivings, type StoredGiving } from './given-access-store.ts'

/** How long managers are told of it. */
export const toldDays = 7
const most = 100

/** Who gave whom what a manager may, with names. */
export interface Giving extends StoredGiving {
  readonly actorName: string | null
}

/**
 * What was done within the last seven days by which somebody may do or be what a role that reads the audit may: an
 * administrator reads nothing, but can make the link, the role or the token by which they would. The newest first, at
 * most a hundred. A link that came with its person is left out.
 */
export async function listGivenAccess(actor: Actor): Promise<readonly Giving[]> {
  await assertCan(actor, 'audit.read')
  const since = new Date(Date.now() - toldDays * 86_400_000)
  const givings = await readGivings(rolesWith('audit.read'), since, most)
  const names = await findActorNames([...new Set(givings.map(({ actorId }) => actorId))])
  const created = givings.filter(({ kind }) => kind === 'user.created')
  return givings
    .filter((one) => one.kind !== 'person.link_created' || !created.some((added) => isOneAct(one, added)))
    .map((one) => ({ ...one, actorName: names.get(one.actorId) ?? null }))
}

/** One statement writes both. */
function isOneAct(one: StoredGiving, other: StoredGiving): boolean {
  return (
    one.personId === other.personId &&
    one.actorId === other.actorId &&
    Math.abs(Date.parse(one.at) - Date.parse(other.at)) < 1_000
  )
}

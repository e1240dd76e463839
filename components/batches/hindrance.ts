import type { Actor } from '#lib/access/actor.ts'
import { can, rolesWith } from '#lib/access/capabilities.ts'

/** Why somebody cannot have what a list finds checked as a batch; null where they can. */
export function findHindrance(actor: Actor, isEmpty: boolean): string | null {
  if (!can(actor, 'batch.run')) {
    const roles = new Intl.ListFormat('en', { type: 'disjunction' }).format(rolesWith('batch.run'))
    return `This needs the capability batch.run, which belongs to ${roles}`
  }
  return isEmpty ? 'This filter finds nothing that could be checked' : null
}

import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'

/** Which of these look-ups have no outcome yet. */
export async function findOpen(actor: Actor, ids: readonly string[]): Promise<readonly string[]> {
  await assertCan(actor, 'lookup.read')
  const rows = await getSql()<{ id: string }[]>`
    select l.id from lookup l
    where l.id = any(${arrayLiteral(ids)}::uuid[])
      and not exists (select from lookup_outcome o where o.lookup_id = l.id and not o.late)`
  return rows.map(({ id }) => id)
}

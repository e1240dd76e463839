import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'

/** Somebody who asked at least once: a person or an API token. */
export interface Asker {
  readonly id: string
  readonly name: string
}

const mostAskers = 500

/** Everybody who ever asked, by name, for who may read everyone's look-ups. */
export async function listAskers(actor: Actor): Promise<readonly Asker[]> {
  await assertCan(actor, 'audit.read')
  // From one person to the next along lookup_by_person: a distinct would read the whole index.
  return getSql()<Asker[]>`
    with recursive asker (id) as (
      (select asked_by from lookup order by asked_by limit 1)
      union all
      select (select l.asked_by from lookup l where l.asked_by > a.id order by l.asked_by limit 1)
      from asker a where a.id is not null
    )
    select a.id, coalesce(p.name, t.name, a.id) as name
    from asker a
    left join person p on p.id = a.id
    left join api_token t on 'token:' || t.id = a.id
    where a.id is not null order by name limit ${mostAskers}`
}

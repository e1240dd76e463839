import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'

/** Somebody who did something: a person, an API token, or a part of the desk. */
export interface KnownActor {
  readonly id: string
  readonly name: string
}

const mostActors = 500

/** Everybody in the audit, by name. */
export async function listActors(actor: Actor): Promise<readonly KnownActor[]> {
  await assertCan(actor, 'audit.read')
  // From one actor to the next along event_by_actor: a distinct would read the whole index.
  return getSql()<KnownActor[]>`
    with recursive known (id) as (
      (select actor_id from audit.event order by actor_id limit 1)
      union all
      select (select e.actor_id from audit.event e where e.actor_id > k.id order by e.actor_id limit 1)
      from known k where k.id is not null
    )
    select k.id, coalesce(p.name, t.name, k.id) as name
    from known k
    left join person p on p.id = k.id
    left join api_token t on 'token:' || t.id = k.id
    where k.id is not null order by name limit ${mostActors}`
}

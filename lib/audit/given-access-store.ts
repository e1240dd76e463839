import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { Role } from '#lib/access/roles.ts'
import { findIdBounds } from './period.ts'

/** What lets somebody in, or be somebody. */
const givingKinds = [
  'user.created',
  'user.role_changed',
  'person.link_created',
  'second_factor.reset',
  'token.created',
] as const

/** An event by which somebody got what a role may. */
export interface StoredGiving {
  /** Of the event; decimal. */
  readonly eventId: string
  readonly kind: (typeof givingKinds)[number]
  /** ISO 8601. */
  readonly at: string
  readonly actorId: string
  readonly personId: string | null
  /** Of the person or the token; null when it is no more. */
  readonly name: string | null
  /** That the event gives, or else that the person has. */
  readonly role: Role
  readonly purpose: string | null
}

/**
 * The newest events by which somebody but the desk itself gave, changed or opened a role of these, since a moment.
 * A person who is no longer what they were for an hour is among them, by the change back.
 */
export async function readGivings(
  given: readonly Role[],
  since: Date,
  limit: number,
): Promise<readonly StoredGiving[]> {
  const from = since.toISOString()
  const { first } = await findIdBounds({ from })
  return getSql()<StoredGiving[]>`
    with giving as (
      select id, kind, recorded_at, actor_id, object_id, convert_from(canon, 'UTF8')::jsonb -> 'details' details
      from audit.event
      where kind = any (${arrayLiteral(givingKinds)}::text[]) and id >= ${first} and recorded_at >= ${from}
        and actor_id not like 'system:%'
    )
    select g.id::text "eventId", g.kind, iso(g.recorded_at) "at", g.actor_id "actorId", p.id "personId",
      coalesce(p.name, t.name) "name", coalesce(g.details ->> 'role', p.role) "role", g.details ->> 'purpose' "purpose"
    from giving g
      left join person p on g.kind <> 'token.created' and p.id = g.object_id
      left join api_token t on g.kind = 'token.created' and t.id::text = g.object_id
    where coalesce(g.details ->> 'role', p.role) = any (${arrayLiteral(given)}::text[])
      or g.details ->> 'from' = any (${arrayLiteral(given)}::text[])
    order by g.id desc limit ${limit}`
}

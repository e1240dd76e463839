import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#db/client.ts'
import type { Fault } from './result.ts'

/**
 * Look-ups and outcomes beside their events: none without the other. Evidence: the digest in the event of an outcome
 * is that over the stored digests of its exchanges, and they are those of the bytes.
 */
export async function findUnmatched(sql: Sql, settleMs: number): Promise<Fault | null> {
  const fault = await findOne(sql)
  if (!fault) return null
  // The statements of a look-up commit its rows and events together, but these queries follow one another.
  await sleep(Math.min(settleMs, 1000))
  return findOne(sql)
}

async function findOne(sql: Sql): Promise<Fault | null> {
  const [row] = await sql<{ id: string | null; text: string }[]>`
    (select null::text as id, 'look-up ' || l.id || ' has no event of its intent' as text from lookup l
     where not exists (select from audit.event e where e.lookup_id = l.id and e.kind = 'lookup.intent') limit 1)
    union all
    (select e.id::text, 'its look-up is missing' from audit.event e
     where e.kind = 'lookup.intent' and not exists (select from lookup l where l.id = e.lookup_id) order by e.id limit 1)
    union all
    (select null, 'the outcome of look-up ' || o.lookup_id || ' has no event' from lookup_outcome o
     where not exists (select from audit.event e where e.lookup_id = o.lookup_id
       and (e.kind = 'lookup.late') = o.late and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted')) limit 1)
    union all
    (select e.id::text, 'the outcome that it records is missing' from audit.event e
     where e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted') and not exists (
       select from lookup_outcome o where o.lookup_id = e.lookup_id and o.late = (e.kind = 'lookup.late'))
     order by e.id limit 1)
    union all
    (select e.id::text, 'the evidence of its look-up is not what it was' from lookup_outcome o
     join audit.event e on e.lookup_id = o.lookup_id and (e.kind = 'lookup.late') = o.late
       and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted')
     where not o.late and e.payload_sha256 is distinct from (
       select sha256(convert_to(string_agg(x.id || ' ' || coalesce(x.stored_sha256, '-') || E'\\n', '' order by place), 'UTF8'))
       from unnest(o.exchange_ids) with ordinality as made (id, place) join exchange x using (id))
     order by e.id limit 1)
    union all
    (select null, 'the body of exchange ' || x.id || ' is not what it was' from exchange x
     where x.stored_sha256 is distinct from encode(sha256(x.response_body), 'hex') limit 1)
    limit 1`
  return row ? { eventId: row.id, text: row.text } : null
}

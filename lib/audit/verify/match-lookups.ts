import type { Sql } from '#db/client.ts'
import type { Fault } from './result.ts'

const batchSize = 2000

/** The first look-up whose intent no event records. */
export async function findEventlessLookup(sql: Sql): Promise<Fault | null> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const [batch] = await sql<{ last: string | null; bad: string | null }[]>`
      select max(id::text) as last, min(id::text) filter (where event_id is null) as bad
      from (select l.id, (select e.id from audit.event e
                          where e.object_type = 'lookup' and e.object_id = l.id::text and e.kind = 'lookup.intent'
                            and e.lookup_id = l.id limit 1) as event_id
            from lookup l where l.id > ${after} order by l.id limit ${batchSize}) as batch`
    if (batch?.bad) return { eventId: null, text: `look-up ${batch.bad} has no event of its intent` }
    if (!batch?.last) return null
    after = batch.last
  }
}

/** The first event of an intent or outcome whose row is gone. */
export async function findEventWithoutRow(sql: Sql): Promise<Fault | null> {
  const lookup = sql`(select 1 from lookup l where l.id = e.lookup_id)`
  const outcome = sql`(select 1 from lookup_outcome o where o.lookup_id = e.lookup_id and not o.late)`
  const late = sql`(select 1 from lookup_outcome o where o.lookup_id = e.lookup_id and o.late limit 1)`
  const kinds = [
    ['lookup.intent', lookup, 'its look-up is missing'],
    ['lookup.outcome', outcome, 'the outcome that it records is missing'],
    ['lookup.interrupted', outcome, 'the outcome that it records is missing'],
    ['lookup.late', late, 'the outcome that it records is missing'],
  ] as const
  for (const [kind, found, text] of kinds) {
    for (let after = '0'; ;) {
      const [batch] = await sql<{ last: string | null; bad: string | null }[]>`
        select max(id)::text as last, (min(id) filter (where found is null))::text as bad
        from (select e.id, ${found} as found from audit.event e
              where e.kind = ${kind} and e.id > ${after} order by e.id limit ${batchSize}) as batch`
      if (batch?.bad) return { eventId: batch.bad, text }
      if (!batch?.last) break
      after = batch.last
    }
  }
  return null
}

import type { Sql } from '#db/client.ts'
import { type ClearLookup, digestLookup } from '#lib/evidence/lookup.ts'
import type { Fault } from './result.ts'

const batchSize = 2000

interface LookupRow extends ClearLookup {
  readonly eventId: string | null
  /** Null when its event is of before such digests. */
  readonly saidSha256: string | null
}

/** The first look-up whose intent no event records, or which is not as its event says. */
export async function findFalseLookup(sql: Sql): Promise<Fault | null> {
  const micros = (column: string) => sql.unsafe(`(extract(epoch from l.${column}) * 1000000)::bigint::text`)
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await sql<LookupRow[]>`
      select l.id, l.request_id as "requestId", l.ordinal, l.board_id as "boardId", l.connection_id as "connectionId",
        l.provider, l.input, l.transaction_id as "transactionId", l.player_id as "playerId", l.round_id as "roundId",
        l.game_id as "gameId", l.reason, l.origin, l.asked_by as "askedBy", ${micros('asked_at')} as "askedMicros",
        ${micros('deadline_at')} as "deadlineMicros", e.id::text as "eventId", encode(e.payload_sha256, 'hex') as "saidSha256"
      from (select * from lookup where id > ${after} order by id limit ${batchSize}) as l
      left join lateral (select id, payload_sha256 from audit.event
        where object_type = 'lookup' and object_id = l.id::text and kind = 'lookup.intent' and lookup_id = l.id limit 1) as e on true
      order by l.id`
    for (const row of rows) {
      const { id, eventId, saidSha256 } = row
      if (eventId === null) return { eventId, text: `look-up ${id} has no event of its intent` }
      if (saidSha256 !== null && digestLookup(row) !== saidSha256)
        return { eventId, text: 'the look-up that it records is not what it was' }
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
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

import type { Sql } from 'postgres'

/** What stands in the record, against what clients were told. */
export interface Reckoning {
  readonly acknowledged: number
  /** Acknowledged, and not there exactly once. */
  readonly lost: readonly string[]
  /** There although nobody was told: allowed, when whole. */
  readonly unacknowledged: number
  /** Parts of something whose other parts are missing. */
  readonly halves: readonly string[]
}

/** `told` holds lines of `event`, `intent` or `outcome` and an id. */
export async function reckon(owner: Sql, told: readonly string[]): Promise<Reckoning> {
  const stands = new Map<string, number>()
  const rows = await owner<{ what: string; times: number }[]>`
    select 'event ' || object_id as what, count(*)::int as times from audit.event where kind = 'token.created' group by 1
    union all select 'intent ' || id, 1 from lookup
    union all select 'outcome ' || lookup_id, count(*)::int from lookup_outcome where not late group by 1`
  for (const { what, times } of rows) stands.set(what, times)
  const halves = await owner<{ what: string }[]>`
    select 'look-up without its one event: ' || l.id as what from lookup l
    where (select count(*) from audit.event e where e.lookup_id = l.id and e.kind = 'lookup.intent') <> 1
    union all
    select 'event without its look-up: ' || e.id from audit.event e
    where e.kind = 'lookup.intent' and not exists (select from lookup l where l.id = e.lookup_id)
    union all
    select 'outcomes and events differ: ' || l.id from lookup l
    where (select count(*) from lookup_outcome o where o.lookup_id = l.id)
      <> (select count(*) from audit.event e where e.lookup_id = l.id and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted'))
    union all
    select 'an answer is there twice: ' || lookup_id from lookup_outcome
    where outcome <> 'interrupted' group by lookup_id having count(*) > 1
    union all
    select 'an exchange is missing: ' || o.id from lookup_outcome o
    where exists (select from unnest(o.exchange_ids) x (id) where not exists (select from exchange where exchange.id = x.id))`
  const known = new Set(told)
  return {
    acknowledged: told.length,
    lost: [
      ...told.filter((what) => stands.get(what) !== 1),
      ...(known.size === told.length ? [] : ['acknowledged twice']),
    ],
    unacknowledged: rows.filter(({ what }) => !known.has(what)).length,
    halves: halves.map(({ what }) => what),
  }
}

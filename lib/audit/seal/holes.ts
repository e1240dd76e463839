import type { Sql } from '#db/pool.ts'
import { findUnsignedThrough } from '#lib/audit/tree/unsigned.ts'
import { readDropped } from '#lib/audit/verify/dropped.ts'
import { silentSeconds } from './writers.ts'

/** Numbers that a writer passed over. */
export interface Hole {
  readonly writer_id: string
  readonly first: string
  readonly last: string
  /** The event with the next number. */
  readonly before: string
  /** The writer has written nothing for a minute. */
  readonly silent: boolean
  /** An event says that they were lost with their writer. */
  readonly named: boolean
  /** The writer went on for so long that it would have filled them, had they been lost on the way. */
  readonly outlived: boolean
}

/** Numbers of one writer after one of them, up to another. */
export interface NumberRange {
  readonly writerId: string
  readonly after: bigint
  readonly through: bigint
}

const mostGiven = 1000
/** A writer fills a number whose write failed within seconds. */
const outlivedSeconds = 300
/** Until the first sealer has said up to where, any event may be without a code. */
const beforeTheTree = 2n ** 63n - 1n

/**
 * Holes in the numbers of all writers, or in a range of one writer's: at most 1000, first those that no event names and
 * that may be lost, in order of events. Excepted are writers from before there were codes, and what retention dropped.
 *
 * One pass over the index of numbers, which holds them in order, in constant memory; the rest is read for holes only, each
 * by an index, since the planner takes nearly every number for a hole (`offset 0` keeps it from reading the table). The
 * bound of events without codes is no parameter: a plan made for any bound reads the table.
 */
export async function findHoles(sql: Sql, where: 'all' | NumberRange): Promise<readonly Hole[]> {
  const { leaves, numbers } = await readDropped(sql)
  const unsignedThrough = (await findUnsignedThrough(sql)) ?? beforeTheTree
  const after = where === 'all' ? 0n : where.after
  const within =
    where === 'all'
      ? sql``
      : sql`where writer_id = ${where.writerId} and writer_seq > ${String(after)} and writer_seq <= ${String(where.through)}`
  return sql<Hole[]>`
    with step as (
      select writer_id, writer_seq,
        lag(writer_seq, 1, ${String(after)}::bigint) over (partition by writer_id order by writer_seq) as past
      from audit.event ${within}
    ),
    hole as materialized (select * from step where writer_seq <> past + 1),
    broken as materialized (
      select w.writer_id,
        (select e.recorded_at from audit.event e
         where e.writer_id = w.writer_id order by e.writer_seq desc limit 1) as spoke_at
      from (select distinct writer_id from hole) w
    ),
    unsigned as materialized (
      select distinct writer_id from audit.event
      where id <= ${sql.unsafe(String(unsignedThrough))} and mac = decode(repeat('00', 32), 'hex')
    ),
    void as materialized (
      select v.object_id as writer_id, d ->> 'first' as first, d ->> 'last' as last
      from audit.event v cross join lateral (select convert_from(v.canon, 'UTF8')::jsonb -> 'details' as d offset 0) one
      where v.kind = 'event.void' and v.object_type = 'writer' and v.writer_id::text <> v.object_id
        and v.object_id in (select writer_id::text from broken)
    ),
    dropped as materialized (
      select writer, max(last) as last
      from jsonb_to_recordset(${JSON.stringify(numbers)}::text::jsonb) as d (writer uuid, last bigint) group by writer
    )
    select h.writer_id::text, (h.past + 1)::text as first, (h.writer_seq - 1)::text as last, e.id::text as before,
      b.spoke_at < clock_timestamp() - make_interval(secs => ${silentSeconds}) as silent, v.writer_id is not null as named,
      b.spoke_at > e.recorded_at + make_interval(secs => ${outlivedSeconds}) as outlived
    from hole h
    join broken b on b.writer_id = h.writer_id
    cross join lateral (
      select id, recorded_at from audit.event where writer_id = h.writer_id and writer_seq = h.writer_seq offset 0
    ) e
    cross join lateral (select coalesce((select leaf_index from audit.seal where event_id = e.id), ${leaves}) as leaf offset 0) z
    left join (select distinct writer_id, first, last from void) v
      on v.writer_id = h.writer_id::text and v.first = (h.past + 1)::text and v.last = (h.writer_seq - 1)::text
    left join dropped d on d.writer = h.writer_id
    where not exists (select from unsigned u where u.writer_id = h.writer_id)
      and (h.writer_seq <= h.past
        or z.leaf >= ${leaves} and coalesce(h.writer_seq - 1 > d.last, true))
    order by named, outlived, e.id limit ${mostGiven}`
}

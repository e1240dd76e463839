import type { Sql } from '#db/pool.ts'
import { readDropped } from '#lib/audit/verify/dropped.ts'

const silentSeconds = 60

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
}

/**
 * Holes in the numbers of writers, of all or of those that wrote within the hour. Excepted are writers from before
 * there were codes, and what retention dropped.
 */
export async function findHoles(sql: Sql, which: 'all' | 'recent'): Promise<readonly Hole[]> {
  const { leaves, numbers } = await readDropped(sql)
  const recent =
    which === 'recent'
      ? sql`where writer_id in (select writer_id from audit.event where recorded_at > clock_timestamp() - interval '1 hour')`
      : sql``
  return sql<Hole[]>`
    with step as (
      select writer_id, writer_seq, id, lag(writer_seq, 1, 0::bigint) over (partition by writer_id order by writer_seq) as past
      from audit.event ${recent}
    )
    select s.writer_id::text, (s.past + 1)::text as first, (s.writer_seq - 1)::text as last, s.id::text as before,
      (select max(e.recorded_at) < clock_timestamp() - make_interval(secs => ${silentSeconds}) from audit.event e
       where e.writer_id = s.writer_id) as silent,
      exists (select from audit.event v
        where v.object_type = 'writer' and v.object_id = s.writer_id::text and v.kind = 'event.void'
          and v.writer_id <> s.writer_id
          and convert_from(v.canon, 'UTF8')::jsonb #>> '{details,first}' = (s.past + 1)::text
          and convert_from(v.canon, 'UTF8')::jsonb #>> '{details,last}' = (s.writer_seq - 1)::text) as named
    from step s
    where s.writer_seq <> s.past + 1
      and not exists (select from audit.event u where u.writer_id = s.writer_id and u.mac = decode(repeat('00', 32), 'hex'))
      and (s.writer_seq <= s.past
        or coalesce((select z.leaf_index from audit.seal z where z.event_id = s.id), ${leaves}) >= ${leaves}
        and not exists (select from jsonb_to_recordset(${JSON.stringify(numbers)}::text::jsonb) as d (writer uuid, last bigint)
          where d.writer = s.writer_id and s.writer_seq - 1 <= d.last))
    order by s.id limit 1000`
}

import type { Sql } from '#db/pool.ts'
import type { Position } from '#lib/audit/tree/read-events.ts'

/** A writer says every ten seconds that it lives, while it writes. */
export const silentSeconds = 60

/** Before which event, in the order of (xid, id), everything is settled. */
export async function readSettled(sql: Sql): Promise<Position> {
  const [row] = await sql<{ xid: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`
  return { xid: BigInt(row?.xid ?? 0), id: 0n }
}

/** Every writer there ever was: it steps from one to the next in the index, past all that they wrote. */
export async function listWriters(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ writer: string }[]>`
    with recursive step as (
      (select writer_id from audit.event order by writer_id limit 1)
      union all
      select (select e.writer_id from audit.event e where e.writer_id > s.writer_id order by e.writer_id limit 1)
      from step s where s.writer_id is not null
    )
    select writer_id::text as writer from step where writer_id is not null`
  return rows.map(({ writer }) => writer)
}

/** Who wrote the settled events after a position, of at most so many, and where the last of them stands. */
export async function readWritersAfter(
  sql: Sql,
  after: Position,
  most: number,
): Promise<{ readonly writers: readonly string[]; readonly last: Position; readonly events: number }> {
  const [row] = await sql<
    { writers: string[] | null; events: number; xid: string | null; id: string | null }[]
  >`
    with next as materialized (
      select writer_id, xid, id from audit.event
      where (xid, id) > (${String(after.xid)}::text::xid8, ${String(after.id)})
        and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, id limit ${most}
    )
    select (select jsonb_agg(distinct writer_id) from next) as writers, (select count(*)::int from next) as events, l.xid::text, l.id::text
    from (select 1) one left join lateral (select xid, id from next order by xid desc, id desc limit 1) l on true`
  if (!row?.writers || row.xid === null || row.id === null) return { writers: [], last: after, events: 0 }
  return { writers: row.writers, last: { xid: BigInt(row.xid), id: BigInt(row.id) }, events: row.events }
}

/** Those of the writers that have written nothing for a minute. */
export async function findSilent(sql: Sql, writers: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ writer: string }[]>`
    select writer from jsonb_array_elements_text(${JSON.stringify(writers)}::text::jsonb) as w (writer)
    where (select e.recorded_at < clock_timestamp() - make_interval(secs => ${silentSeconds}) from audit.event e
           where e.writer_id = writer::uuid order by e.writer_seq desc limit 1)`
  return rows.map(({ writer }) => writer)
}

/** How many numbers of a writer stand after one of them, counting at most so many, and which is the last of those. */
export async function countNumbers(
  sql: Sql,
  writer: string,
  after: bigint,
  most: number,
): Promise<{ readonly count: bigint; readonly through: bigint }> {
  const [row] = await sql<{ count: string; through: string | null }[]>`
    select count(*)::text as count, max(writer_seq)::text as through from (
      select writer_seq from audit.event where writer_id = ${writer} and writer_seq > ${String(after)}
      order by writer_seq limit ${most}) next`
  return { count: BigInt(row?.count ?? 0), through: BigInt(row?.through ?? after) }
}

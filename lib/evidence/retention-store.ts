import { getSql, type Sql } from '#db/client.ts'

/** What of the record is due, and how much of it is held. */
export interface DueRecord {
  readonly lookups: number
  readonly events: number
  readonly held: number
}

/** Rows dropped by one batch. */
export interface DroppedRecord {
  readonly lookups: number
  readonly exchanges: number
  readonly events: number
}

/** Becomes the one that retains, or gives false while another process is. The pool must have one connection. */
export async function takeRetentionLock(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(7238197) held`
  return row?.held === true
}

/** The moment before which a class is dropped, by the database's clock, in ISO 8601. */
export async function readBound(sql: Sql, months: number): Promise<string> {
  const [row] = await sql<{ bound: string }[]>`
    select iso(retention_clock() - make_interval(months => ${months})) bound`
  if (!row) throw new Error('The database gave no time.')
  return row.bound
}

/** Whether no retention has ended within so many hours. */
export async function isRetentionDue(sql: Sql, hours: number): Promise<boolean> {
  const rows = await sql`
    select from audit.event where kind = 'retention.run' and id = (
      select max(e.id) from audit.event e where e.kind = 'retention.run')
    and recorded_at > clock_timestamp() - make_interval(hours => ${hours})`
  return rows.length === 0
}

/** Pieces of evidence that are due, and that are held. */
export async function countDueEvidence(
  sql: Sql,
  bound: string,
): Promise<{ readonly due: number; readonly held: number }> {
  const [row] = await sql<{ due: number; held: number }[]>`
    select due::float8, held::float8 from due_evidence(${bound}::text::timestamptz)`
  return row ?? { due: 0, held: 0 }
}

/** How many leaves from the head are older than the bound. */
export async function readLeavesBefore(sql: Sql, bound: string): Promise<number> {
  const [row] = await sql<{ leaves: number }[]>`
    select leaves_before(${bound}::text::timestamptz)::float8 leaves`
  return row?.leaves ?? 0
}

/** Writers with events on both sides of the last leaf that may be dropped: id, a space, the last number before it. */
export async function readSpanningWriters(
  sql: Sql,
  bound: string,
  leaves: number,
): Promise<readonly string[]> {
  const rows = await sql<{ writer: string }[]>`
    select w.writer_id || ' ' || w.last as writer from (
      select e.writer_id, max(e.writer_seq) as last from audit.event e join audit.seal s on s.event_id = e.id
      where e.recorded_at < ${bound}::text::timestamptz and s.leaf_index < ${leaves} group by e.writer_id) w
    where exists (select from audit.event e where e.writer_id = w.writer_id and e.writer_seq > w.last)
    order by w.writer_id`
  return rows.map(({ writer }) => writer)
}

export async function countDueRecord(sql: Sql, bound: string, leaves: number): Promise<DueRecord> {
  const [row] = await sql<DueRecord[]>`
    select lookups::float8, events::float8, held::float8 from due_record(${bound}::text::timestamptz, ${leaves})`
  return row ?? { lookups: 0, events: 0, held: 0 }
}

/** Drops some evidence; gives how many pieces. An event must have said so before. */
export async function dropEvidence(sql: Sql, bound: string, most: number): Promise<number> {
  const [row] = await sql<{ dropped: number }[]>`
    select drop_evidence(${bound}::text::timestamptz, ${most}) dropped`
  return row?.dropped ?? 0
}

/** Drops some of the record; nothing at all when nothing is left. An event must have said so before. */
export async function dropRecord(
  sql: Sql,
  bound: string,
  leaves: number,
  most: number,
): Promise<DroppedRecord> {
  const [row] = await sql<DroppedRecord[]>`
    select lookups, exchanges, events from drop_record(${bound}::text::timestamptz, ${leaves}, ${most})`
  return row ?? { lookups: 0, exchanges: 0, events: 0 }
}

/** The canonical bytes of the newest runs, the newest first. */
export async function readRuns(
  most: number,
): Promise<readonly { readonly recordedAt: string; readonly canon: string }[]> {
  return getSql()<{ recordedAt: string; canon: string }[]>`
    select iso(e.recorded_at) "recordedAt", convert_from(e.canon, 'UTF8') canon from audit.event e
    where e.kind = 'retention.run' order by e.id desc limit ${most}`
}

import { getSql, openSql } from '#db/client.ts'
import type { Role } from '#lib/access/roles.ts'
import type { EventRow } from '#lib/audit/writer.ts'

/** A schedule as its row says, with the newest of its runs. */
export interface ScheduleRow {
  readonly id: string
  /** The list as it came first. */
  readonly batchId: string
  readonly batchName: string
  readonly everyHours: number
  readonly reason: string
  readonly madeBy: string
  /** ISO 8601, as all times. */
  readonly madeAt: string
  readonly nextAt: string
  readonly endedAt: string | null
  readonly endedWhy: string | null
  /** How often it ran, the list's own start aside. */
  readonly runs: number
  /** The newest run, or the list itself while there is none. */
  readonly latestId: string
  readonly latestState: string
}

/** Schedules, the newest first; of one list, or of all. */
export async function readSchedules(batchId: string | null): Promise<readonly ScheduleRow[]> {
  const sql = getSql()
  return sql<ScheduleRow[]>`
    ${selectSchedules()} where ${
      batchId === null
        ? sql`true`
        : sql`s.batch_id = ${batchId} or s.id =
      (select schedule_id from batch where id = ${batchId})`
    }
    order by s.id desc limit ${mostListed}`
}

/** Schedules that go on. */
export async function readLiveSchedules(): Promise<readonly ScheduleRow[]> {
  return getSql()<ScheduleRow[]>`${selectSchedules()} where s.ended_at is null order by s.next_at`
}

const mostListed = 500

function selectSchedules() {
  return getSql()`
    select s.id, s.batch_id as "batchId", b.name as "batchName", s.every_hours as "everyHours", s.reason,
      s.made_by as "madeBy", iso(s.made_at) as "madeAt", iso(s.next_at) as "nextAt", iso(s.ended_at) as "endedAt",
      s.ended_why as "endedWhy", (select count(*)::int from batch r where r.schedule_id = s.id) as runs,
      l.id as "latestId", l.state as "latestState"
    from batch_schedule s
    join batch b on b.id = s.batch_id
    join lateral (
      select r.id, r.state from batch r where r.schedule_id = s.id or r.id = s.batch_id order by r.id desc limit 1) l on true`
}

interface NewSchedule {
  readonly id: string
  readonly batchId: string
  readonly everyHours: number
  readonly reason: string
  readonly by: string
}

/** A schedule with its event, in one statement. When it runs first; null when the list has one already. */
export async function insertSchedule(schedule: NewSchedule, event: EventRow): Promise<string | null> {
  const { id, batchId, everyHours, reason, by } = schedule
  const [row] = await getSql()<{ next_at: string }[]>`
    with made as (
      insert into batch_schedule (id, batch_id, every_hours, reason, made_by, next_at)
      values (${id}, ${batchId}, ${everyHours}, ${reason}, ${by}, now() + make_interval(hours => ${everyHours}))
      on conflict do nothing returning next_at
    ), recorded as (select audit.record_events(${JSON.stringify([event])}::text::jsonb) from made)
    select iso(made.next_at) as next_at from made, recorded`
  return row?.next_at ?? null
}

/** Ends a schedule with its event, in one statement. False when it had ended. */
export async function markEnded(id: string, why: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with ended as (
      update batch_schedule set ended_at = clock_timestamp(), ended_why = ${why}
      where id = ${id} and ended_at is null returning id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from ended`
  return rows.length > 0
}

/** How many rows of a batch may still come to another answer: all but those that are final, invalid or duplicates. */
export async function countOpenToChange(batchId: string): Promise<number> {
  const sql = getSql()
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from batch_item where batch_id = ${batchId} and ${mayChange()}`
  return row?.rows ?? 0
}

function mayChange() {
  return getSql()`state not in ('invalid', 'duplicate') and not (state = 'done' and final is true)`
}

interface Run {
  readonly scheduleId: string
  readonly latestId: string
  readonly newId: string
  /** How many rows it asks, as its event says. */
  readonly rows: number
}

/**
 * The next run of a schedule with its event, in one statement: the list of the latest run as a new batch that runs at
 * once. What is final is not asked again and keeps its answer. False, and nothing is written, when it is not due, when
 * another process made it, or when the latest run has changed meanwhile.
 */
export async function insertRun(
  { scheduleId, latestId, newId, rows }: Run,
  event: EventRow,
): Promise<boolean> {
  // Over a hundred thousand rows it takes longer than statements of the shared pool are given.
  const sql = openSql('statusdesk_app', 1)
  try {
    const made = await sql`
      with due as (
        update batch_schedule s set next_at = now() + make_interval(hours => s.every_hours)
        where s.id = ${scheduleId} and s.ended_at is null and s.next_at <= now()
          and exists (select from batch where id = ${latestId} and state = 'finished')
          and not exists (select from batch r where r.schedule_id = ${scheduleId} and r.id > ${latestId})
          and ${rows} = (select count(*) from batch_item where batch_id = ${latestId} and ${mayChange()})
        returning s.id, s.reason, s.made_by
      ), made as (
        insert into batch (id, state, name, source, columns, format, mapping, notes, bytes, sha256, reason, schedule_id,
          created_by, started_by, started_at, approved_by, approved_at)
        select ${newId}, 'running', b.name, 'schedule', b.columns, b.format, b.mapping, b.notes, b.bytes, b.sha256,
          due.reason, due.id, due.made_by, due.made_by, clock_timestamp(), b.approved_by, b.approved_at
        from batch b, due where b.id = ${latestId} returning id
      ), listed as (
        insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, problems,
          duplicate_of, spoilt, state, reused, lookup_id, outcome, status, absence, fault, final)
        select made.id, i.ordinal, i.line, i.cells, i.connection_id, i.input, i.transaction_id,
          case when not again then i.problems end, i.duplicate_of, i.spoilt, case when again then 'waiting' else state end, not again and state = 'done',
          case when not again then i.lookup_id end, case when not again then i.outcome end,
          case when not again then i.status end, case when not again then i.absence end,
          case when not again then i.fault end, case when not again then i.final end
        from made, batch_item i cross join lateral (select ${mayChange()} as again) w
        where i.batch_id = ${latestId}
      )
      select audit.record_events(${JSON.stringify([event])}::text::jsonb) from made`
    return made.length > 0
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The role that somebody has now; null for who has none any more, and for who never had one. */
export async function findCurrentRole(actorId: string): Promise<Role | null> {
  const [row] = await getSql()<{ role: Role }[]>`
    select role from person where id = ${actorId} and disabled_at is null
    union all
    select role from api_token where 'token:' || id = ${actorId} and revoked_at is null
      and (expires_at is null or expires_at > clock_timestamp())`
  return row?.role ?? null
}

/** Whether rows of a batch were asked with inputs of these names at a connection. */
export async function hasInputs(
  batchId: string,
  connectionId: string,
  names: readonly string[],
): Promise<boolean> {
  if (names.length === 0) return false
  const sql = getSql()
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select from batch_item where batch_id = ${batchId} and connection_id = ${connectionId}
      and input ?| array(select jsonb_array_elements_text(${JSON.stringify(names)}::text::jsonb))) as found`
  return row?.found === true
}

import { getSql, openSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'

/** A batch as its verbs see it. */
export interface StoredBatch {
  readonly id: string
  readonly state: string
  readonly source: string
  readonly reason: string | null
  readonly startedBy: string | null
}

/** Null when there is no batch with this id. */
export async function findBatch(id: string): Promise<StoredBatch | null> {
  const [row] = await getSql()<StoredBatch[]>`
    select id, state, source, reason, started_by as "startedBy" from batch where id = ${id}`
  return row ?? null
}

/** Rows that wait, by connection. */
export async function countWaiting(batchId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await getSql()<{ connection: string; rows: number }[]>`
    select connection_id as connection, count(*)::int as rows from batch_item
    where batch_id = ${batchId} and state = 'waiting' group by 1 order by 1`
  return Object.fromEntries(rows.map((row) => [row.connection, row.rows]))
}

/** From when on an answer counts as recent, and which look-ups have been asked by now. */
export interface ReuseWindow {
  readonly since: Date
  /** The id of a look-up that would be asked now. */
  readonly until: string
}

/** How many rows that wait were answered within the window, by connection. */
export async function countReusable(
  batchId: string,
  { since, until }: ReuseWindow,
): Promise<Readonly<Record<string, number>>> {
  const rows = await apart(
    (sql) => sql<{ connection: string; rows: number }[]>`
    select i.connection_id as connection, count(*)::int as rows
    from reusable_items(${batchId}, ${since.toISOString()}, ${until}) r
    join batch_item i on i.batch_id = ${batchId} and i.ordinal = r.ordinal group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.connection, row.rows]))
}

interface Start {
  readonly id: string
  readonly state: 'running' | 'awaiting_approval'
  readonly reason: string
  readonly by: string
  readonly reuseMinutes: number | null
  readonly window: ReuseWindow | null
  readonly reused: number
}

/** What became of a change: `changed` when its event would have said something untrue, and it must be composed again. */
export type Change = 'done' | 'moved' | 'changed'

/** Starts a batch that is ready, in one statement. */
export async function insertStart(start: Start, event: EventRow): Promise<Change> {
  const { id, state, reason, by, reuseMinutes, window, reused } = start
  return change(
    (sql) => sql<{ done: boolean }[]>`
      select start_batch(${id}, ${state}, ${reason}, ${by}, ${reuseMinutes}, ${window?.since.toISOString() ?? null},
        ${window?.until ?? null}, ${reused},
        ${JSON.stringify([event])}::text::jsonb) as done`,
  )
}

/** Lets a batch run that waits for approval. */
export async function insertApproval(id: string, by: string, event: EventRow): Promise<Change> {
  return change(
    (sql) => sql<{ done: boolean }[]>`
      select approve_batch(${id}, ${by}, ${JSON.stringify([event])}::text::jsonb) as done`,
  )
}

/** Brings a batch from one of some states to another; `why` is kept where it ends for a reason. */
export async function insertSteering(
  id: string,
  from: readonly string[],
  to: 'running' | 'paused' | 'cancelled',
  why: string | null,
  event: EventRow,
): Promise<Change> {
  return change(
    (sql) => sql<{ done: boolean }[]>`
      select steer_batch(${id}, ${`{${from.join(',')}}`}::text[], ${to}, ${why},
        ${JSON.stringify([event])}::text::jsonb) as done`,
  )
}

/** How many rows that are done `what` would have asked again. */
export async function countToRetry(id: string, what: 'faults' | 'pendings'): Promise<number> {
  const [row] = await getSql()<
    { rows: number }[]
  >`select count(*)::int as rows from items_to_retry(${id}, ${what})`
  return row?.rows ?? 0
}

/** Has rows that are done asked again. */
export async function insertRetry(
  id: string,
  what: 'faults' | 'pendings',
  rows: number,
  event: EventRow,
): Promise<Change> {
  return change(
    (sql) => sql<{ done: boolean }[]>`
      select retry_batch(${id}, ${what}, ${rows}, ${JSON.stringify([event])}::text::jsonb) as done`,
  )
}

type Pool = ReturnType<typeof openSql>

async function change(write: (sql: Pool) => PromiseLike<readonly { done: boolean }[]>): Promise<Change> {
  try {
    const [row] = await apart(write)
    return row?.done ? 'done' : 'moved'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SD001') return 'changed'
    throw error
  }
}

/** Over a hundred thousand rows it takes seconds, which statements of the shared pool are not given. */
async function apart<Result>(work: (sql: Pool) => PromiseLike<Result>): Promise<Result> {
  const sql = openSql('statusdesk_app', 1)
  try {
    return await work(sql)
  } finally {
    void sql.end({ timeout: 5 })
  }
}

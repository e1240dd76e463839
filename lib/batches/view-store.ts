import { getSql } from '#db/client.ts'
import type { BatchSource, BatchState } from './view.ts'

/** A batch as its row says. */
export interface BatchRow {
  readonly id: string
  readonly state: BatchState
  readonly name: string
  readonly source: BatchSource
  readonly columns: readonly string[]
  readonly bytes: number | null
  readonly sha256: string | null
  readonly reuseMinutes: number | null
  readonly reason: string | null
  readonly refusal: string | null
  readonly createdBy: string
  /** ISO 8601, as all times here. */
  readonly createdAt: string
  readonly startedBy: string | null
  readonly startedAt: string | null
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  readonly finishedAt: string | null
}

/** One batch; none for an id that there is not. */
export async function readBatch(id: string): Promise<BatchRow | null> {
  const sql = getSql()
  const [row] = await sql<BatchRow[]>`select ${batchColumns()} from batch b where b.id = ${id}`
  return row ?? null
}

/** What is read of a batch, as `b`. */
export function batchColumns() {
  return getSql()`
    b.id, b.state, b.name, b.source, b.columns, b.bytes::float8 as bytes, encode(b.sha256, 'hex') as sha256,
    b.reuse_minutes as "reuseMinutes", b.reason, b.refusal, b.created_by as "createdBy", iso(b.created_at) as "createdAt",
    b.started_by as "startedBy", iso(b.started_at) as "startedAt", b.approved_by as "approvedBy",
    iso(b.approved_at) as "approvedAt", iso(b.finished_at) as "finishedAt"`
}

/** How many rows of a batch are alike. */
export interface RowCount {
  readonly state: 'invalid' | 'duplicate' | 'waiting' | 'claimed' | 'done' | 'cancelled'
  readonly connection: string | null
  readonly outcome: string | null
  readonly status: string | null
  readonly rows: number
}

/** Counts the rows of a batch from their index alone: its columns, and none other, are named here. */
export function countRows(batchId: string) {
  return getSql()<RowCount[]>`
    select state, connection_id as connection, outcome, status, count(*)::int as rows
    from batch_item where batch_id = ${batchId} group by state, connection_id, outcome, status`
}

/** The connections whose rows wait since the provider keeps failing. */
export function readPauses() {
  return getSql()<{ connection: string; until: string; why: string }[]>`
    select connection_id as connection, iso(until) as until, why from connection_pause where until > now()`
}

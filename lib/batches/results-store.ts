import { getSql } from '#db/client.ts'
import type { Amount, Balance } from '#lib/providers/answer.ts'
import type { Absence, Fault, Operation, Outcome, Status, StatusReason } from '#lib/providers/vocabulary.ts'
import type { ResultChoice } from './results-format.ts'
import type { RowCount } from './view-store.ts'

/** What was answered, as far as two answers are compared. */
interface Said {
  readonly outcome: Outcome
  readonly status: Status | null
  readonly absence: Absence | null
}

/** The last answer before this one, of the same transaction at the same connection. */
export interface SaidBefore extends Said {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Whether it told the very same amounts. */
  readonly sameAmounts: boolean
}

export interface SaidElsewhere extends Said {
  readonly connection: string
}

/** A row of a batch with its newest outcome; of a duplicate, that of its first row. */
export interface ResultRow {
  readonly ordinal: number
  readonly line: number
  readonly cells: readonly string[]
  readonly state: RowCount['state']
  readonly problems: readonly { readonly column: string | null; readonly reason: string }[] | null
  readonly duplicateOfLine: number | null
  readonly connection: string | null
  readonly asked: number
  readonly reused: boolean
  readonly lookupId: string | null
  readonly input: Readonly<Record<string, string>> | null
  readonly askedAt: string | null
  readonly answer: ResultAnswer | null
  readonly before: SaidBefore | null
  readonly elsewhere: readonly SaidElsewhere[]
}

export interface ResultAnswer extends Said {
  readonly fault: Fault | null
  readonly statusReason: StatusReason | null
  readonly final: boolean | null
  readonly providerCode: string | null
  readonly operation: Operation | null
  readonly providerOperation: string | null
  readonly amounts: readonly Amount[]
  readonly balances: readonly Balance[]
  readonly created: string | null
  readonly resolved: string | null
  readonly answeredAt: string
  readonly traceId: string | null
}

/** How many cells the widest row has, and at how many connections the batch asks. */
export async function measureBatch(batchId: string) {
  const sql = getSql()
  const [row] = await sql<{ cells: number; connections: number }[]>`
    select coalesce(max(jsonb_array_length(cells)), 0)::int as cells,
      count(distinct connection_id)::int as connections
    from batch_item where batch_id = ${batchId}`
  return row ?? { cells: 0, connections: 0 }
}

/** Which rows of a batch are chosen, in order. */
export async function chooseOrdinals(batchId: string, only: ResultChoice): Promise<readonly number[]> {
  const [row] = await getSql()<{ ordinals: string | null }[]>`
    with ${choosing(batchId, only)}
    select string_agg(ordinal::text, ',' order by ordinal) as ordinals from chosen`
  return row?.ordinals?.split(',').map(Number) ?? []
}

/** How many rows of a batch are chosen. */
export async function countChosen(batchId: string, only: ResultChoice): Promise<number> {
  const [row] = await getSql()<{ rows: number }[]>`
    with ${choosing(batchId, only)} select count(*)::int as rows from chosen`
  return row?.rows ?? 0
}

function choosing(batchId: string, only: ResultChoice) {
  const sql = getSql()
  if (only === 'differences') return differing(batchId)
  const narrowed = only === 'faults' ? sql`state = 'done' and outcome in ('fault', 'interrupted')` : sql`true`
  return sql`chosen as (select ordinal from batch_item where batch_id = ${batchId} and ${narrowed})`
}

/**
 * `meaningByChoice` as a query, in one pass: stretch by stretch, each of them joined all the others, 100,000 rows took two and
 * a half times as long.
 */
function differing(batchId: string) {
  const sql = getSql()
  return sql`mine as materialized (
      select ordinal, connection_id, transaction_id, lookup_id, outcome, status, absence from batch_item
      where batch_id = ${batchId} and state = 'done' and outcome in ('answered', 'absent')
        and transaction_id is not null
    ), chosen as (
      select m.ordinal from mine m join mine o
        on o.transaction_id = m.transaction_id and o.connection_id <> m.connection_id
        and ${contradicts()}
      union
      select m.ordinal from mine m
      join lookup_outcome o on o.lookup_id = m.lookup_id and not o.late
      cross join lateral (${answerBefore(sql`m.connection_id`, sql`m.transaction_id`, sql`m.lookup_id`)}) b
      where (b.outcome, b.status, b.absence, b.amounts)
        is distinct from (o.outcome, o.status, o.absence, o.amounts))`
}

/** Two connections can only contradict one another where both say something of the transaction. */
function contradicts() {
  return getSql()`(o.outcome, o.status, o.absence) is distinct from (m.outcome, m.status, m.absence)
    and coalesce(o.status, '') not in ('unknown', 'not_applicable')
    and coalesce(m.status, '') not in ('unknown', 'not_applicable')`
}

type Piece = ReturnType<ReturnType<typeof getSql>>

function answerBefore(connection: Piece, transaction: Piece, lookupId: Piece) {
  return getSql()`
    select a.outcome, a.status, a.absence, a.amounts, a.answered_at
    from lookup p join lookup_outcome a on a.lookup_id = p.id and not a.late and a.outcome in ('answered', 'absent')
    where p.connection_id = ${connection} and p.transaction_id = ${transaction} and p.id < ${lookupId}
    order by p.id desc limit 1`
}

/** Those rows of a batch as they stand now, in the order of the file. */
export async function readResultRows(
  batchId: string,
  ordinals: readonly number[],
): Promise<readonly Omit<ResultRow, 'elsewhere'>[]> {
  const sql = getSql()
  return sql<Omit<ResultRow, 'elsewhere'>[]>`
    select i.ordinal, i.line, i.cells, i.state, i.problems, f.line as "duplicateOfLine", i.connection_id as connection,
      s.asked, s.reused, s.lookup_id as "lookupId", l.input, iso(l.asked_at) as "askedAt",
      case when o.id is not null then jsonb_build_object('outcome', o.outcome, 'status', o.status,
        'absence', o.absence, 'fault', o.fault, 'statusReason', o.status_reason, 'final', o.final,
        'providerCode', o.provider_code, 'operation', o.operation, 'providerOperation', o.provider_operation,
        'amounts', o.amounts, 'balances', o.balances, 'created', coalesce(iso(o.created_at), o.created_text),
        'resolved', coalesce(iso(o.resolved_at), o.resolved_text), 'answeredAt', iso(o.answered_at),
        'traceId', o.trace_id) end as answer,
      case when b.outcome is not null then jsonb_build_object('outcome', b.outcome, 'status', b.status,
        'absence', b.absence, 'at', iso(b.answered_at), 'sameAmounts', b.amounts = o.amounts) end as before
    from batch_item i
    left join batch_item f on f.batch_id = i.batch_id and f.ordinal = i.duplicate_of
    cross join lateral (select (coalesce(f, i)).*) s
    left join lookup l on l.id = s.lookup_id
    left join lookup_outcome o on o.lookup_id = s.lookup_id and not o.late
    left join lateral (${answerBefore(sql`s.connection_id`, sql`s.transaction_id`, sql`s.lookup_id`)}) b
      on o.outcome in ('answered', 'absent')
    where i.batch_id = ${batchId} and i.ordinal = any (${`{${ordinals.join(',')}}`}::int[])
    order by i.ordinal`
}

/** What rows of a batch for the same transaction at other connections say otherwise, by the row. */
export async function readElsewhere(
  batchId: string,
  ordinals: readonly number[],
): Promise<ReadonlyMap<number, readonly SaidElsewhere[]>> {
  const rows = await getSql()<{ ordinal: number; elsewhere: readonly SaidElsewhere[] }[]>`
    select m.ordinal, jsonb_agg(distinct jsonb_build_object('connection', o.connection_id, 'outcome', o.outcome,
      'status', o.status, 'absence', o.absence)) as elsewhere
    from batch_item m join batch_item o on o.batch_id = ${batchId} and o.transaction_id = m.transaction_id
      and o.connection_id <> m.connection_id and o.state = 'done' and o.outcome in ('answered', 'absent')
      and ${contradicts()}
    where m.batch_id = ${batchId} and m.ordinal = any (${`{${ordinals.join(',')}}`}::int[])
      and m.state = 'done' and m.outcome in ('answered', 'absent')
    group by m.ordinal`
  return new Map(rows.map(({ ordinal, elsewhere }) => [ordinal, elsewhere]))
}

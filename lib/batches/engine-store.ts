import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { addStanding, type OutcomeRows } from '#lib/lookups/store.ts'

/** Which share of a batch's rows at one connection a lane works on. */
export interface LaneKey {
  readonly batchId: string
  readonly connectionId: string
  readonly lane: number
}

/** A row that a run of a lane holds. */
export interface ClaimedItem {
  readonly ordinal: number
  /** The fence: whoever claims it next has a higher one. */
  readonly attempt: number
  readonly asked: number
  /** With marks where it is secret. */
  readonly input: Readonly<Record<string, string>>
  readonly secrets: Buffer | null
}

/** A provider is asked no more often about a row, unless somebody retries it. */
export const mostAsked = 4

/**
 * Claims rows that wait, at most so many, oldest first: none while the batch does not run, nor while the connection is paused,
 * unless this run probes it. Throws when the database is away; rows may then be claimed all the same.
 */
export async function claimItems(
  { batchId, connectionId, lane }: LaneKey,
  run: string,
  most: number,
  probing: boolean,
): Promise<readonly ClaimedItem[]> {
  const claimed = await getSql()<ClaimedItem[]>`
    select ordinal, attempt, asked, input, secrets
    from claim_batch_items(${batchId}, ${connectionId}, ${lane}::smallint, ${run}, ${most}, ${probing})`
  return claimed.toSorted((one, other) => one.ordinal - other.ordinal)
}

/** What becomes of a claimed row by an outcome of its look-up. */
export interface ItemOutcome {
  readonly lookup_id: string
  readonly ordinal: number
  readonly attempt: number
  readonly run: string
  /** Worth asking once more, unless it was asked often enough. */
  readonly again: boolean
  /** 1 when the provider was asked, or may have been. */
  readonly counted: 0 | 1
  readonly wait_ms: number
}

/** As `insertOutcomes` for look-ups of one batch, whose rows are brought up to date by the same statement. */
export async function insertBatchOutcomes(
  batchId: string,
  rows: OutcomeRows,
  late: boolean,
  items: readonly ItemOutcome[],
): Promise<ReadonlySet<string>> {
  const outcomes = new Map(rows.outcomes.map((outcome) => [outcome.lookup_id, outcome]))
  const told = items.flatMap((item) => {
    const found = outcomes.get(item.lookup_id)
    if (!found) return []
    const { outcome, status, absence, fault, final } = found
    return [{ ...item, outcome, status, absence, fault, final }]
  })
  const taken = await getSql()<{ lookup_id: string }[]>`
    select lookup_id from record_batch_outcomes(${batchId}, ${JSON.stringify(rows.outcomes)}::text::jsonb,
      ${JSON.stringify(rows.exchanges)}::text::jsonb, ${JSON.stringify(rows.events)}::text::jsonb, ${late},
      ${JSON.stringify(told)}::text::jsonb, ${mostAsked}) as lookup_id`
  return addStanding(rows, new Set(taken.map((row) => row.lookup_id)))
}

/** A row that somebody claimed and asked about, and nobody recorded an outcome of. */
export interface LostItem {
  readonly ordinal: number
  readonly attempt: number
  readonly claimedBy: string
  readonly lookupId: string
  readonly askedAt: Date
  readonly transactionId: string | null
  readonly playerId: string | null
}

/** Lets go of what a lane claimed and this run does not hold, and gives what of it was asked about. */
export async function recoverItems(
  { batchId, connectionId, lane }: LaneKey,
  run: string,
  held: readonly number[],
): Promise<readonly LostItem[]> {
  const lost = await getSql()<(Omit<LostItem, 'askedAt'> & { asked_ms: number })[]>`
    select ordinal, attempt, claimed_by as "claimedBy", lookup_id as "lookupId", transaction_id as "transactionId",
      player_id as "playerId", (extract(epoch from asked_at) * 1000)::float8 as asked_ms
    from recover_items(${batchId}, ${connectionId}, ${lane}::smallint, ${run}, ${arrayLiteral(held.map(String))}::integer[],
      ${mostAsked})`
  return lost.map(({ asked_ms, ...item }) => ({ ...item, askedAt: new Date(asked_ms) }))
}

/** Takes rows out that cannot be asked any more, such as when a connection wants other inputs than it did. */
export async function rejectItems(
  batchId: string,
  run: string,
  items: readonly {
    readonly ordinal: number
    readonly attempt: number
    readonly problems: readonly object[]
  }[],
): Promise<void> {
  await getSql()`
    update batch_item i set state = 'invalid', problems = r.problems
    from jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb) as r (ordinal integer, attempt integer, problems jsonb)
    where i.batch_id = ${batchId} and i.ordinal = r.ordinal and i.attempt = r.attempt and i.claimed_by = ${run}
      and i.state = 'claimed'`
}

/** Who asks in a batch that runs, and why; null when there is no such batch. */
export async function findRunning(batchId: string): Promise<RunningBatch | null> {
  const [row] = await getSql()<RunningBatch[]>`
    select b.state, b.reason, b.started_by as "startedBy", coalesce(p.name, t.name, b.started_by) as name,
      coalesce(p.role, t.role) as role
    from batch b left join person p on p.id = b.started_by left join api_token t on 'token:' || t.id = b.started_by
    where b.id = ${batchId}`
  return row ?? null
}

export interface RunningBatch {
  readonly state: string
  readonly reason: string | null
  readonly startedBy: string | null
  readonly name: string | null
  readonly role: 'support' | 'finance' | 'manager' | 'admin' | null
}

/** Rows of a batch by how they ended or where they stand. */
export async function countItems(batchId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await getSql()<{ what: string; rows: number }[]>`
    select case when state = 'done' then coalesce(status, outcome) else state end as what, count(*)::int as rows
    from batch_item where batch_id = ${batchId} group by 1 order by 1`
  return Object.fromEntries(rows.map((row) => [row.what, row.rows]))
}

/** Ends a batch that has no open row. False when it has one, or has ended. */
export async function insertFinish(batchId: string, event: EventRow): Promise<boolean> {
  const [row] = await getSql()<{ done: boolean }[]>`
    select finish_batch(${batchId}, ${JSON.stringify([event])}::text::jsonb) as done`
  return row?.done ?? false
}

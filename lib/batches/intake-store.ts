import { getSql } from '#db/client.ts'
import { writeEvents } from '#lib/audit/write.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import type { Idempotency } from '#lib/lookups/store.ts'
import type { RowProblem } from './check-row.ts'
import type { Format, Spoilt } from './intake/row.ts'
import { type BatchMapping, batchMapping } from './mapping.ts'

/** A batch whose rows are about to come in. */
export interface BegunBatch {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly bytes: number | null
  /** Hex. */
  readonly sha256: string | null
}

/** What stands under an idempotency key already; null when the batch was begun. */
export type Standing = { readonly batchId: string; readonly sameRequest: boolean } | null

/** Begins a reading, unless its idempotency key is known. */
export async function insertBatch(
  batch: BegunBatch,
  actorId: string,
  idempotency: Idempotency | null,
): Promise<Standing> {
  const row = { ...batch, sha256: batch.sha256 === null ? null : `\\x${batch.sha256}` }
  const [stood] = await getSql()<{ batch_id: string; stood_sha256: string }[]>`
    select * from begin_batch(${JSON.stringify(row)}::text::jsonb, ${actorId}, ${idempotency?.key ?? null},
      ${idempotency?.requestSha256 ?? null})`
  return stood
    ? { batchId: stood.batch_id, sameRequest: stood.stood_sha256 === idempotency?.requestSha256 }
    : null
}

/** A row of the table `batch_item`, as add_batch_items takes it. */
export interface NewItem {
  readonly ordinal: number
  readonly line: number
  readonly cells: readonly string[]
  readonly connection_id: string | null
  readonly input: Readonly<Record<string, string>> | null
  readonly transaction_id: string | null
  readonly problems: readonly RowProblem[] | null
  /** The ordinal of the first row that asks the same; null when this is the first. */
  readonly duplicate_of: number | null
  readonly spoilt: readonly Spoilt[] | null
  /** Base64. */
  readonly secrets: string | null
}

/** Takes rows in, new or read again. False when the batch is not being read any more. */
export async function insertItems(batchId: string, items: readonly NewItem[]): Promise<boolean> {
  const [added] = await getSql()<{ was: boolean }[]>`
    select add_batch_items(${batchId}, ${JSON.stringify(items)}::text::jsonb) as was`
  return added?.was ?? false
}

/** What was learnt of a list by the time it is read. */
export interface ReadList {
  readonly columns: readonly string[]
  readonly format: Format
  readonly mapping: BatchMapping
  readonly notes: readonly string[]
}

/** Ends a reading well, with its event. False when it is not being read any more. */
export async function finishReading(batchId: string, list: ReadList, event: EventRow): Promise<boolean> {
  return changeWithEvent(event, (events) => {
    const sql = getSql()
    return sql<Changed>`
      select finish_batch_reading(${batchId}, ${JSON.stringify(list)}::text::jsonb, ${events}::text::jsonb) as done`
  })
}

/** Ends a reading badly: its rows go. */
export async function refuseReading(batchId: string, why: string, event: EventRow): Promise<boolean> {
  return changeWithEvent(event, (events) => {
    const sql = getSql()
    return sql<Changed>`select refuse_batch(${batchId}, ${why}, ${events}::text::jsonb) as done`
  })
}

/** Gives up a batch that was never started: its rows go. False when it was started, or is not ready. */
export async function discardReady(batchId: string, event: EventRow): Promise<boolean> {
  return changeWithEvent(event, (events) => {
    const sql = getSql()
    return sql<Changed>`select discard_batch(${batchId}, ${events}::text::jsonb) as done`
  })
}

type Changed = { readonly done: boolean }[]

function changeWithEvent(
  event: EventRow,
  change: (events: string) => PromiseLike<Changed>,
): Promise<boolean> {
  return writeEvents(
    [event],
    async () => (await change(JSON.stringify([event])))[0]?.done ?? false,
    (done) => (done ? [] : [event]),
  )
}

/** Takes a batch that is ready back into reading, so that its rows can be checked anew. */
export async function reopenReading(batchId: string): Promise<boolean> {
  const { count } = await getSql()`
    update batch set state = 'reading', read_at = clock_timestamp() where id = ${batchId} and state = 'ready'`
  return count > 0
}

/** What a batch is asked of, and with what. */
export interface StoredList {
  readonly state: string
  readonly columns: readonly string[]
  readonly format: Format
  readonly mapping: BatchMapping | null
  readonly notes: readonly string[]
  readonly refusal: string | null
  /** Retention has dropped what its rows said. */
  readonly cellsDropped: boolean
}

/** Null when there is no such batch. */
export async function findList(batchId: string): Promise<StoredList | null> {
  const [list] = await getSql()<StoredList[]>`
    select state, columns, format, mapping, notes, refusal, cells_held is not null as "cellsDropped"
    from batch where id = ${batchId}`
  return list ?? null
}

export interface StoredRow {
  readonly ordinal: number
  readonly line: number
  readonly cells: readonly string[]
  readonly spoilt: readonly Spoilt[] | null
  readonly secrets: Buffer | null
  readonly problems: readonly RowProblem[] | null
}

/**
 * Rows of a batch from an ordinal on, up to another, in the order of the file; the invalid ones alone where they are
 * wanted. By a range of ordinals, which leave none out: with a limit alone the planner sorts all the rest for each page.
 */
export async function readRows(
  batchId: string,
  from: number,
  to: number,
  onlyInvalid = false,
): Promise<readonly StoredRow[]> {
  const sql = getSql()
  return sql<StoredRow[]>`
    select ordinal, line, cells, spoilt, secrets, problems from batch_item
    where batch_id = ${batchId} and ordinal >= ${from} and ordinal < ${to}
      ${onlyInvalid ? sql`and state = 'invalid'` : sql``}
    order by ordinal`
}

/** What the columns of a header meant last; null when it never came. */
export async function findMapping(headerSha256: Buffer): Promise<BatchMapping | null> {
  const [found] = await getSql()<{ mapping: unknown }[]>`
    select mapping from batch_mapping where header_sha256 = ${headerSha256}`
  return batchMapping.safeParse(found?.mapping).data ?? null
}

/** Remembers what the columns of a header mean. */
export async function keepMapping(
  headerSha256: Buffer,
  mapping: BatchMapping,
  actorId: string,
): Promise<void> {
  await getSql()`
    insert into batch_mapping (header_sha256, mapping, used_by) values
      (${headerSha256}, ${JSON.stringify(mapping)}::text::jsonb, ${actorId})
    on conflict (header_sha256) do update set mapping = excluded.mapping, used_by = excluded.used_by, used_at = clock_timestamp()`
}

/** Forgets the secret cells of batches that ended a week ago: nobody asks their rows again. Gives how many rows. */
export async function dropBatchSecrets(): Promise<number> {
  const { count } = await getSql()`
    update batch_item i set secrets = null from batch b
    where b.id = i.batch_id and i.secrets is not null and b.finished_at < now() - interval '7 days'`
  return count
}

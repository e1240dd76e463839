import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'

/** Rows of a batch at a connection that somebody should look after: `lane` is of what was claimed, null of what waits. */
export interface OpenWork {
  readonly batchId: string
  readonly connectionId: string
  readonly lane: number | null
}

/** Where rows wait that can be asked now, and where rows are claimed. */
export async function findOpenWork(connectionIds: readonly string[]): Promise<readonly OpenWork[]> {
  return getSql()<OpenWork[]>`
    select b.id as "batchId", c.id as "connectionId", null as lane
    from batch b cross join unnest(${arrayLiteral(connectionIds)}::text[]) c (id)
    where b.state = 'running'
      and not exists (select from connection_pause p where p.connection_id = c.id and p.until > now())
      and exists (select from batch_item i where i.batch_id = b.id and i.connection_id = c.id and i.state = 'waiting'
        and coalesce(i.ready_at, '-infinity') <= now())
    union all
    select distinct i.batch_id, i.connection_id, i.lane from batch_item i where i.state = 'claimed'`
}

/** Batches that run and have no open row. */
export async function findEnded(): Promise<readonly string[]> {
  const rows = await getSql()<{ id: string }[]>`
    select b.id from batch b where b.state = 'running'
      and not exists (select from batch_item i where i.batch_id = b.id and i.state = 'waiting')
      and not exists (select from batch_item i where i.batch_id = b.id and i.state = 'claimed')`
  return rows.map(({ id }) => id)
}

/** How long nobody asked a batch's rows at a connection before a process that has no such connection ends them. */
const unconnectedMinutes = 10

/**
 * Ends rows that wait for connections other than these, as faults with a problem that says so. A process with an older or a
 * newer connections file may know the connection: its rows are being asked then. Gives how many, by batch and connection.
 */
export async function endRowsOfOthers(
  connectionIds: readonly string[],
): Promise<readonly { readonly batchId: string; readonly connectionId: string; readonly rows: number }[]> {
  return getSql()`
    with gone as materialized (
      select b.id, c.connection_id from batch b cross join lateral (
        select distinct i.connection_id from batch_item i where i.batch_id = b.id and i.state = 'waiting') c
      where b.state = 'running'
        and greatest(b.started_at, b.approved_at) < now() - make_interval(mins => ${unconnectedMinutes})
        and c.connection_id <> all (${arrayLiteral(connectionIds)}::text[])
        and not exists (select from lookup l where l.request_id = b.id and l.connection_id = c.connection_id
          and l.id >= first_time_id(now() - make_interval(mins => ${unconnectedMinutes})))
    ), ended as (
      update batch_item i set state = 'done', outcome = 'fault', fault = 'unreachable', status = null, absence = null,
        final = null, lookup_id = null, problems = jsonb_build_array(jsonb_build_object('column', null, 'reason',
          'The connection “' || gone.connection_id || '” is not there any more. Put it back, then retry the faults.'))
      from gone where i.batch_id = gone.id and i.connection_id = gone.connection_id and i.state = 'waiting'
      returning gone.id, gone.connection_id
    )
    select id as "batchId", connection_id as "connectionId", count(*)::int as rows from ended group by 1, 2`
}

/** Rows that came back from a provider's fault at the moment when their batch was cancelled. */
export async function cancelLeftOvers(): Promise<void> {
  await getSql()`
    update batch_item i set state = 'cancelled'
    from batch b where b.state = 'cancelled' and b.finished_at > now() - interval '1 day'
      and i.batch_id = b.id and i.state = 'waiting'`
}

/** A reading in which nothing has come in for a while. */
export interface SilentReading {
  readonly id: string
  readonly source: string
  readonly bytes: number
}

/** A reading in which nothing has come in for so long has broken off. */
export const silentSeconds = 120

/** Readings of lists that came, in which nothing has come in for so many seconds. */
export async function findSilentReadings(seconds: number): Promise<readonly SilentReading[]> {
  return getSql()<SilentReading[]>`
    select id, source, coalesce(bytes, 0)::float8 as bytes from batch
    where state = 'reading' and mapping is null and read_at < clock_timestamp() - make_interval(secs => ${seconds})`
}

/**
 * Takes over the batches whose columns were being given another meaning, and of which no row has been read for so many
 * seconds: whoever is first does. Gives their ids.
 */
export async function takeOverRemaps(seconds: number): Promise<readonly string[]> {
  const rows = await getSql()<{ id: string }[]>`
    update batch set read_at = clock_timestamp()
    where state = 'reading' and mapping is not null and read_at < clock_timestamp() - make_interval(secs => ${seconds})
    returning id`
  return rows.map(({ id }) => id)
}

/** Refuses one of them, unless something came in after all. */
export async function insertRefusal(
  id: string,
  seconds: number,
  why: string,
  event: EventRow,
): Promise<boolean> {
  const [row] = await getSql()<{ done: boolean }[]>`
    select refuse_reading(${id}, make_interval(secs => ${seconds}), ${why},
      ${JSON.stringify([event])}::text::jsonb) as done`
  return row?.done ?? false
}

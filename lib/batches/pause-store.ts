import { getSql } from '#db/client.ts'

/** Has the rows of a connection wait, in every process, until somebody probes it at `until`. */
export async function insertPause(connectionId: string, until: Date, why: string): Promise<void> {
  await getSql()`
    insert into connection_pause (connection_id, until, why) values (${connectionId}, ${until.toISOString()}, ${why})
    on conflict (connection_id) do update set until = greatest(connection_pause.until, excluded.until), why = excluded.why`
}

export type Passage = 'open' | 'probe' | 'paused'

/**
 * Whether rows of a connection may be asked: `probe` when it is paused, and it falls to whoever asked this to try
 * one row; nobody else is told so within `probeMs`.
 */
export async function takePassage(connectionId: string, probeMs: number): Promise<Passage> {
  const sql = getSql()
  const [row] = await sql<{ probe: boolean }[]>`
    with probe as (
      update connection_pause set until = now() + make_interval(secs => ${probeMs / 1000})
      where connection_id = ${connectionId} and until <= now() returning 1)
    select exists (select from probe) as probe from connection_pause where connection_id = ${connectionId}`
  return row === undefined ? 'open' : row.probe ? 'probe' : 'paused'
}

/** The connection answers again. */
export async function deletePause(connectionId: string): Promise<void> {
  await getSql()`delete from connection_pause where connection_id = ${connectionId}`
}

import type { Sql } from 'postgres'

/**
 * Events that a writer wrote an hour ago, numbered from 1: so many, but for those whose number `n` fulfils `missing`; the
 * last one always. They are no true events, only there to be counted.
 */
export async function fillWriter(owner: Sql, writer: string, count: number, missing: string): Promise<void> {
  await owner
    .unsafe(
      `alter table audit.event disable trigger all;
      insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, canon, mac, leaf_hash, result)
      select pg_current_xact_id(), now() - interval '1 hour', 'x', '${writer}', n, 'token.created', 'a', '\\x7b7d',
        sha256('a'), sha256('a'), 'ok' from generate_series(1, ${count}) n where n = ${count} or not (${missing});
      alter table audit.event enable always trigger append_only, enable always trigger stamp`,
    )
    .simple()
  // As autovacuum would, so that the planner knows what is there.
  await owner`vacuum analyze audit.event`
}

/** How many times the table of events was read from end to end. Ends all other connections to the database. */
export async function countScans(owner: Sql): Promise<string | undefined> {
  // A connection tells what it did within ten seconds, or as it ends.
  await owner`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
  await owner`select pg_stat_force_next_flush()`
  const [row] = await owner<{ scans: string }[]>`
    select seq_scan::text as scans from pg_stat_user_tables where schemaname = 'audit' and relname = 'event'`
  return row?.scans
}

import { setTimeout as sleep } from 'node:timers/promises'
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

/** How many times the table of events was read from end to end. */
export async function countScans(owner: Sql): Promise<string | undefined> {
  // Each connection tells within a second what it did.
  await sleep(1500)
  const [row] = await owner<{ scans: string }[]>`
    select seq_scan::text as scans from pg_stat_user_tables where schemaname = 'audit' and relname = 'event'`
  return row?.scans
}

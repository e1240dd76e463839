import type { Sql } from 'postgres'

/** When the last of the made events happened. */
export const end = '2026-11-01T00:00:00Z'

/**
 * Fills the audit with so many events of five years, as the owner of the database and in one transaction: their
 * table is empty before and complete after. The same columns, bytes and indexes as the desk's; the trigger's work is done in the
 * statement, since times have to lie in the past, and codes are no codes. Indexes but those of constraints are
 * built behind the rows, as they are after a restore.
 *
 * - 200 people, evenly; `people-…` by `n % 200`
 * - every transaction in two events, `tx-1` and on; 500,000 players; 12 connections
 * - 1 of 500 was denied, 1 of 50 failed, 1 of 40 has a reason, 1 of 20 is a heartbeat
 */
export async function fillLongAudit(owner: Sql, count: number): Promise<void> {
  const indexes = await owner<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'audit' and tablename = 'event'
      and indexname not in (select conname from pg_constraint where conrelid = 'audit.event'::regclass)`
  const drop = indexes.map(({ name }) => `drop index audit.${name};`).join('\n')
  const build = indexes.map(({ definition }) => `${definition};`).join('\n')
  await owner
    .unsafe(
      `set local maintenance_work_mem = '1GB';
       alter table audit.event disable trigger user;
       truncate audit.event restart identity;
       ${drop}
       ${insertMany(count)};
       ${build}
       alter table audit.event enable always trigger stamp, enable always trigger append_only;`,
    )
    .simple()
  await owner`vacuum analyze audit.event`
}

const insertMany = (count: number) => `
  insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, object_type, object_id, lookup_id,
    transaction_id, player_id, canon, mac, leaf_hash, result, connection_id, reason, ip)
  select pg_current_xact_id(), at, 'statusdesk', '0198c1de-0000-7000-8000-000000000001', n, kind, actor, 'lookup', lookup::text, lookup,
    transaction, player, canon, sha256(canon),
    sha256('\\x00' || int8send(n) || int4send(octet_length(canon)) || canon || xid8send(pg_current_xact_id())),
    result, connection, reason, ip
  from (
    select *, convert_to('{"actor_id":"' || actor || '","actor_kind":"user","actor_role":"finance","app_time":"' || at
      || '","app_version":"0.1.0","details":{"connection_id":"' || connection || '","outcome":"answered","status":"succeeded"},"ip":"' || ip
      || '","kind":"' || kind || '","lookup_id":"' || lookup || '","node_id":"desk-1","object_id":"' || lookup
      || '","object_type":"lookup","payload_sha256":null,"player_id":"' || player || '","reason":' || coalesce('"' || reason || '"', 'null')
      || ',"request_id":"' || lookup || '","result":"' || result || '","session":"' || session || '","token_id":null,"transaction_id":"'
      || transaction || '","user_agent_sha256":"' || session || '","writer_id":"0198c1de-0000-7000-8000-000000000001","writer_seq":"'
      || n || '"}', 'UTF8') as canon
    from (
      select n, timestamptz '${end}' - (${count} - n) * (interval '5 years' / ${count}) as at, md5((n / 2)::text)::uuid as lookup,
        'person-' || n % 200 as actor, 'tx-' || n / 2 as transaction, 'player-' || (n / 2 * 7919::bigint) % 500000 as player,
        case when n % 20 = 11 then 'writer.heartbeat' when n % 500 = 7 then 'access.denied' when n % 20 = 3 then 'payload.opened'
          when n % 2 = 0 then 'lookup.intent' else 'lookup.outcome' end as kind,
        case when n % 500 = 7 then 'denied' when n % 50 = 8 then 'failed' else 'ok' end as result,
        'connection-' || n % 12 as connection, case when n % 40 = 0 then 'ticket ' || n end as reason,
        '198.51.100.' || n % 200 as ip, repeat(md5((n % 200)::text), 2) as session
      from generate_series(1, ${count}) as n
      offset 0
    ) as event
  ) as written`

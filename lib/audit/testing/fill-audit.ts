import type { Sql } from 'postgres'

/**
 * Fills the audit with 60,000 events of four months, as the owner of the database. Uneven as life is:
 *
 * - `person-busy` did every tenth, `person-left` all of the first fifth, `person-new` one
 * - `player-often` is in 300; `retired` is the connection of the first fifth, `seldom` of 6 later ones
 * - 1 of 500 was denied, 1 of 50 failed; `ticket 7` was given as reason 3 times, long ago; 2 came from 192.0.2.9
 * - every hundredth is of the desk itself; `payload.copied` happened twice
 */
export async function fillAudit(owner: Sql): Promise<void> {
  await owner.unsafe(audit).simple()
  await owner`vacuum full audit.event`
  // As autovacuum would, so that the planner knows what is there.
  await owner`vacuum analyze audit.event`
}

const audit = `
  create temporary table done as
  select n, n < 12000 as long_ago, gen_random_uuid() as lookup,
    case when n % 100 = 0 then 'system:reaper' when n < 12000 then 'person-left' when n = 59001 then 'person-new'
      when n % 10 = 1 then 'person-busy' else 'person-' || n % 30 end as actor,
    case when n in (20001, 20002) then 'payload.copied' when n % 500 = 7 then 'access.denied' when n % 20 = 3 then 'payload.opened'
      when n % 2 = 0 then 'lookup.intent' else 'lookup.outcome' end as kind,
    case when n % 500 = 7 then 'denied' when n % 50 = 8 then 'failed' else 'ok' end as result,
    case when n < 12000 then 'retired' when n % 10000 = 5 then 'seldom' when n % 3 = 0 then 'fizzy-main' else 'gr8-main' end as connection,
    case when n % 200 = 0 then 'player-often' else 'player-' || n % 9000 end as player,
    case when n in (500, 600, 700) then 'ticket 7' when n % 40 = 0 then 'ticket ' || n end as reason,
    case when n in (30000, 30001) then '192.0.2.9' else '198.51.100.' || n % 200 end as ip
  from generate_series(1, 60000) n order by n;

  select audit.record_events(jsonb_agg(jsonb_build_object(
    'writer_id', '00000000-0000-4000-8000-000000000000', 'writer_seq', n, 'kind', kind, 'actor_id', actor,
    'object_type', 'lookup', 'object_id', lookup, 'lookup_id', lookup, 'transaction_id', 'tx-' || n / 2, 'player_id', player,
    'mac', encode(sha256('mac'), 'hex'),
    'canon', encode(convert_to(jsonb_build_object('result', result, 'reason', reason, 'ip', ip,
      'details', jsonb_build_object('connection_id', connection))::text, 'UTF8'), 'base64')) order by n))
  from done;
  drop table done;

  alter table audit.event disable trigger append_only;
  update audit.event set recorded_at = timestamptz '2026-11-01' - (60000 - writer_seq) * interval '3 minutes';
  alter table audit.event enable always trigger append_only`

import type { Sql } from 'postgres'

/**
 * Fills the history with 60,000 look-ups of four months, as the owner of the database. Uneven as life is:
 *
 * - `person-busy` asked every tenth; `person-left` and the connection `retired` had a fifth and fell silent
 * - `person-new` asked once, the connection `seldom` was asked 5 times
 * - `timed_out` was answered twice, `rolled_back` never in the last half, `unknown` never
 * - of the newest ten nothing is known yet
 */
export async function fillHistory(owner: Sql): Promise<void> {
  await owner.unsafe(history).simple()
  // As autovacuum would, so that the planner knows what is there.
  await owner`vacuum analyze lookup, lookup_outcome`
}

const history = `
  create temporary table asked as
  select n, at, n < 12000 as long_ago,
    (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5('a' || n), 1, 3)
      || '8' || substr(md5('b' || n), 1, 15))::uuid as id
  from (select n, timestamptz '2026-11-01' - (60000 - n) * interval '3 minutes' as at from generate_series(1, 60000) n) made;

  insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id,
    origin, asked_by, asked_at, deadline_at)
  select id, id, 0, id,
    case when long_ago then 'retired' when n % 10000 = 5 then 'seldom' when n % 3 = 0 then 'fizzy-main' else 'gr8-main' end,
    'gr8-tech', '{}',
    case when n % 100 = 0 then 'tx-often' else 'tx-' || n / 2 end,
    case when n % 200 = 0 then 'player-often' else 'player-' || n % 9000 end,
    'desk',
    case when long_ago then 'person-left' when n = 59001 then 'person-new' when n % 10 = 0 then 'person-busy'
      else 'person-' || n % 30 end,
    at, at + interval '15 seconds'
  from asked order by n;

  insert into lookup_outcome (id, lookup_id, answered_at, duration_ms, outcome, status, absence, fault, amounts,
    balances, notices, exchange_ids)
  select md5('o' || n)::uuid, id, at, 100, outcome, case outcome when 'answered' then status end,
    case outcome when 'absent' then 'not_found' end, case outcome when 'fault' then 'timeout' end, '[]', '[]', '[]', '{}'
  from (select *, case when n in (20001, 40002) then 'answered' when n % 5 = 0 then 'absent' when n % 50 = 1 then 'fault'
      when n % 20000 = 7 then 'interrupted' else 'answered' end as outcome,
    case when n in (20001, 40002) then 'timed_out' when n % 20 = 2 then 'pending' when n % 20 = 3 then 'declined'
      when n < 30000 and n % 20 = 4 then 'rolled_back' else 'succeeded' end as status from asked) told
  where n <= 59990 order by n;
  drop table asked`

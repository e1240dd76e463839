-- Less work for each row of a batch, and no plan that reads more rows than a call is about. Statistics are of another time where
-- thousands of rows a second come and change: a batch that is not in them is taken for one row, what is claimed for none.
-- So rows are looked up by primary key one by one, with a batch id that comes with them: of a constant the planner would
-- believe that it knows how few rows there are.

-- As in 0016, but that the key of each subject is looked up by its index, and that nothing is offered to the table when all are there.
create or replace function find_or_make_keys(offered jsonb, refused uuid[])
returns table (id uuid, subject_kind text, subject text, master_key_id text, wrapped bytea, created_at timestamptz, beside uuid)
language plpgsql as $$
#variable_conflict use_column
declare
  known bigint;
begin
  return query
    select l.* from jsonb_to_recordset(offered) as o (subject_kind text, subject text) cross join lateral (
      select k.id, k.subject_kind, k.subject, k.master_key_id, k.wrapped, k.created_at, k.beside from evidence_key k
      where k.subject_kind = o.subject_kind and k.subject = o.subject and k.erased_at is null and not k.id = any (refused)
      order by k.beside nulls first, k.created_at limit 1) l;
  get diagnostics known = row_count;
  if known = jsonb_array_length(offered) then
    return;
  end if;
  -- What was made since the statement before is not given, as what is made at this moment is not: who asks again finds it.
  return query
    insert into evidence_key (id, subject_kind, subject, master_key_id, wrapped, created_at, beside)
    select o.id, o.subject_kind, o.subject, o.master_key_id, decode(o.wrapped, 'base64'), o.created_at, o.beside
    from jsonb_to_recordset(offered) as o (id uuid, subject_kind text, subject text, master_key_id text,
      wrapped text, created_at timestamptz, beside uuid)
    where not exists (
      select from evidence_key k
      where k.subject_kind = o.subject_kind and k.subject = o.subject and k.erased_at is null and not k.id = any (refused)
      offset 0)
    on conflict do nothing
    returning id, subject_kind, subject, master_key_id, wrapped, created_at, beside;
end $$;

-- A key is never deleted, so that looking is enough: a foreign key looked and locked once for each row, and rows of
-- many share a few keys.
alter table evidence drop constraint evidence_key_id_fkey;
create function check_evidence_keys() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct key_id from added) a
    where not exists (select from public.evidence_key k where k.id = a.key_id offset 0)) then
    raise foreign_key_violation using message = 'evidence without its key is refused';
  end if;
  return null;
end $$;
create trigger has_key after insert on evidence
  referencing new table as added for each statement execute function check_evidence_keys();

-- Commits outcomes with their exchanges, evidence and events, and gives the look-ups whose outcome was taken, null for none.
-- A look-up that already has an outcome is left alone; the caller records that answer again, as late.
create function keep_outcomes(outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean)
returns uuid[] language plpgsql as $$
declare
  taken uuid[];
begin
  with told as materialized (
    select * from jsonb_to_recordset(outcomes) as o (id uuid, lookup_id uuid, answered_at timestamptz, duration_ms integer,
      outcome text, status text, absence text, fault text, phase text, final boolean, status_reason text,
      provider_code text, operation text, provider_operation text, amounts jsonb, balances jsonb, created_text text,
      created_at timestamptz, resolved_text text, resolved_at timestamptz, reference_transaction_id text,
      trace_id text, mapping_version text, exchange_ids uuid[], drifted boolean, words_hex text, words_key_id uuid,
      words_sealed text)
  ), accepted as (
    insert into lookup_outcome (id, lookup_id, late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, operation, provider_operation, amounts, balances, created_text, created_at,
      resolved_text, resolved_at, reference_transaction_id, trace_id, notices, mapping_version, exchange_ids,
      digest_version, drifted, words_sha256)
    select id, lookup_id, as_late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, operation, provider_operation, amounts, balances, created_text, created_at,
      resolved_text, resolved_at, reference_transaction_id, trace_id, '[]', mapping_version, exchange_ids,
      2, drifted, decode(words_hex, 'hex')
    from told
    on conflict do nothing
    returning id, lookup_id, exchange_ids
  ), made as materialized (
    select * from jsonb_to_recordset(exchanges) as e (id uuid, connection_id text, method text, http_version text,
      status integer, started_at timestamptz, duration_ms integer, fault text, phase text, response_bytes bigint,
      lookup_ids uuid[], evidence_hex text, record_hex text, evidence jsonb)
  ), exchanged as (
    insert into exchange (id, connection_id, method, http_version, status, started_at, duration_ms, fault, phase,
      response_bytes, digest_version, lookup_ids, evidence_sha256, record_sha256)
    select id, connection_id, method, http_version, status, started_at, duration_ms, fault, phase,
      response_bytes, 2, lookup_ids, decode(evidence_hex, 'hex'), decode(record_hex, 'hex')
    from made where id in (select unnest(exchange_ids) from accepted)
    on conflict do nothing
    returning id
  ), sealed as (
    insert into evidence (record_id, n, key_id, sealed)
    select m.id, s.n, s.key_id, decode(s.sealed, 'base64')
    from made m join exchanged using (id)
      cross join jsonb_to_recordset(m.evidence) as s (n smallint, key_id uuid, sealed text)
    union all
    select t.id, 0, t.words_key_id, decode(t.words_sealed, 'base64')
    from told t join accepted using (id) where t.words_sealed is not null
  )
  select array_agg(lookup_id) into taken from accepted;

  if cardinality(taken) = jsonb_array_length(events) then
    perform audit.record_events(events);
  elsif taken is not null then
    perform audit.record_events((
      select jsonb_agg(event) from jsonb_array_elements(events) event
      where (event ->> 'lookup_id')::uuid = any (taken)));
  end if;
  return taken;
end $$;

-- As in 0006, and tells whoever follows the boards.
create or replace function record_outcomes(outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean)
returns setof uuid language plpgsql as $$
declare
  taken uuid[] := keep_outcomes(outcomes, exchanges, events, as_late);
  board uuid;
begin
  for board in
    select distinct l.board_id from unnest(taken) t (id) cross join lateral (
      select board_id from lookup where lookup.id = t.id and origin in ('desk', 'api') limit 1) l
  loop
    perform pg_notify('lookup_outcome', board::text);
  end loop;
  return query select unnest(taken);
end $$;

-- Claims rows that wait, at most so many, oldest first: none while the batch does not run, nor while the connection is
-- paused, unless it is probed. Only one index has them in this order.
create function claim_batch_items(batch uuid, connection text, for_lane smallint, run uuid, most integer, probing boolean)
returns table (ordinal integer, attempt integer, asked integer, input jsonb, secrets bytea) language sql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off as $$
  with next as materialized (
    select i.batch_id, i.ordinal from batch_item i
    where i.batch_id = batch and i.connection_id = connection and i.state = 'waiting'
      and coalesce(i.ready_at, '-infinity') <= now()
      and exists (select from batch b where b.id = batch and b.state = 'running')
      and (probing or not exists (select from connection_pause p where p.connection_id = connection))
    order by coalesce(i.ready_at, '-infinity'), i.ordinal limit most for update skip locked
  )
  update batch_item i set state = 'claimed', attempt = i.attempt + 1, claimed_by = run, lane = for_lane
  from next where i.batch_id = next.batch_id and i.ordinal = next.ordinal
  returning i.ordinal, i.attempt, i.asked, i.input, i.secrets
$$;

-- As in 0012: the rows are locked first, and then looked at.
create or replace function record_batch_intents(run uuid, lookups jsonb, events jsonb) returns setof uuid language plpgsql as $$
declare
  held uuid[];
begin
  with locked as materialized (
    select l.id, i.state = 'claimed' and i.claimed_by = run and i.attempt = l.attempt as ours
    from jsonb_to_recordset(lookups) as l (id uuid, request_id uuid, ordinal integer, attempt integer)
    cross join lateral (
      select state, claimed_by, attempt from batch_item
      where batch_id = l.request_id and batch_item.ordinal = l.ordinal limit 1 for no key update) i
  )
  select array_agg(id) into held from locked where ours;
  insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
                      game_id, reason, origin, asked_by, asked_at, deadline_at)
  select id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
         game_id, reason, origin, asked_by, asked_at, deadline_at
  from jsonb_populate_recordset(null::lookup, lookups) join unnest(held) as h (id) using (id);
  if cardinality(held) = jsonb_array_length(lookups) then
    perform audit.record_events(events);
  elsif held is not null then
    perform audit.record_events((
      select jsonb_agg(event) from jsonb_array_elements(events) event
      where (event ->> 'lookup_id')::uuid = any (held)));
  end if;
  return query select unnest(held);
end $$;

-- Brings rows up to date by outcomes that were taken, where they are still as they were claimed. `items` hold the columns of
-- the outcome too. `again`: worth asking once more, `wait_ms` from now, unless the provider was asked often enough.
create function settle_batch_items(batch uuid, items jsonb, most_asked integer) returns void language sql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  update batch_item i set
    state = case when c.again and c.open and i.asked + c.counted < most_asked then 'waiting' else 'done' end,
    asked = i.asked + c.counted,
    ready_at = case when c.again then clock_timestamp() + c.wait_ms * interval '1 millisecond' end,
    lookup_id = c.lookup_id, outcome = c.outcome, status = c.status, absence = c.absence, fault = c.fault, final = c.final
  from (
    select c.*, b.id as batch_id, b.state <> 'cancelled' as open
    from batch b cross join jsonb_to_recordset(items) as c (lookup_id uuid, ordinal integer, attempt integer, run uuid,
      again boolean, counted integer, wait_ms integer, outcome text, status text, absence text, fault text, final boolean)
    where b.id = batch
    offset 0) c
  where i.batch_id = c.batch_id and i.ordinal = c.ordinal and i.attempt = c.attempt and i.claimed_by = c.run
    -- Said so that the index of what is claimed is not thought of.
    and case when i.attempt = c.attempt then i.state = 'claimed' end
$$;

create or replace function record_batch_outcomes(batch uuid, outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean,
  items jsonb, most_asked integer) returns setof uuid language plpgsql as $$
declare
  taken uuid[] := keep_outcomes(outcomes, exchanges, events, as_late);
begin
  if as_late or taken is null then
    null;
  elsif cardinality(taken) = jsonb_array_length(items) then
    perform settle_batch_items(batch, items, most_asked);
  else
    perform settle_batch_items(batch, (
      select jsonb_agg(item) from jsonb_array_elements(items) item
      where (item ->> 'lookup_id')::uuid = any (taken)), most_asked);
  end if;
  return query select unnest(taken);
end $$;

-- As in 0012.
create or replace function recover_items(batch uuid, connection text, of_lane smallint, run uuid, held integer[], most_asked integer)
returns table (ordinal integer, attempt integer, claimed_by uuid, lookup_id uuid, asked_at timestamptz,
  transaction_id text, player_id text) language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  lost integer[];
  open boolean := (select b.state <> 'cancelled' from batch b where b.id = batch);
begin
  select array_agg(l.ordinal) into lost from (
    select i.ordinal from batch_item i
    where i.batch_id = batch and i.connection_id = connection and i.lane = of_lane and i.state = 'claimed'
      and (i.claimed_by <> run or i.ordinal <> all (held))
    order by i.ordinal for update) l;
  if lost is null then
    return;
  end if;
  -- A statement of its own: it sees what those committed for whose locks the one before waited. The look-up of a row that has no
  -- outcome comes first, and the newest of the others.
  return query
    with found as materialized (
      select i.batch_id, i.ordinal, i.attempt, i.claimed_by, i.asked, i.lookup_id as known, l.*
      from (select batch as batch_id, unnest(lost) as ordinal) w
      cross join lateral (
        select i.* from batch_item i where i.batch_id = w.batch_id and i.ordinal = w.ordinal limit 1) i
      left join lateral (
        select l.id, l.asked_at, l.transaction_id, l.player_id, o.lookup_id is not null as recorded, o.outcome, o.status,
          o.absence, o.fault, o.final
        from lookup l left join lookup_outcome o on o.lookup_id = l.id and not o.late
        where l.request_id = w.batch_id and l.ordinal = w.ordinal
        order by 5, l.id desc limit 1) l on true
    ), let_go as (
      update batch_item i set
        state = case when not open then case when f.reaped then 'done' else 'cancelled' end
          when f.reaped and i.asked + 1 >= most_asked then 'done' else 'waiting' end,
        asked = i.asked + f.reaped::int,
        lookup_id = case when f.reaped then f.id else i.lookup_id end,
        outcome = case when f.reaped then f.outcome else i.outcome end,
        status = case when f.reaped then f.status else i.status end,
        absence = case when f.reaped then f.absence else i.absence end,
        fault = case when f.reaped then f.fault else i.fault end,
        final = case when f.reaped then f.final else i.final end
      from (select f.*, f.id is not null and (f.known is null or f.id > f.known) as reaped from found f) f
      where i.batch_id = f.batch_id and i.ordinal = f.ordinal and f.recorded is not false
    )
    select f.ordinal, f.attempt, f.claimed_by, f.id, f.asked_at, f.transaction_id, f.player_id
    from found f where f.recorded = false;
end $$;

-- A transaction id is nearly unique: by_transaction finds those at one connection as well.
drop index lookup_by_connection_transaction;

grant execute on function keep_outcomes, claim_batch_items, settle_batch_items to statusdesk_app;

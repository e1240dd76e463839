-- Batches: thousands of questions at once. Their rows are the truth; jobs only say that there is work.

create table batch (
  id uuid primary key,
  state text not null check (state in
    ('reading', 'refused', 'ready', 'awaiting_approval', 'running', 'paused', 'cancelled', 'finished')),
  name text not null,
  source text not null check (source in ('file', 'paste', 'filter', 'api', 'cli', 'schedule')),
  columns jsonb not null default '[]',
  format jsonb not null default '{}',
  mapping jsonb,
  notes jsonb not null default '[]',
  bytes bigint,
  sha256 bytea,
  reuse_minutes integer,
  reason text,
  refusal text,
  schedule_id uuid,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz not null default clock_timestamp(),
  started_by text,
  started_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  finished_at timestamptz
);
comment on table batch is 'A list of questions: read from a file, started with a reason, asked by the workers. id is a UUIDv7.';
comment on column batch.columns is 'The headers of the file as text, in order.';
comment on column batch.format is 'What was recognised of the file: kind, encoding, delimiter, sheet.';
comment on column batch.mapping is 'Which column means which input of which connection.';
comment on column batch.notes is 'What was noticed in the file and is no fault.';
comment on column batch.read_at is 'When rows came in last; a reading that stops is refused by the sweep.';
create index batch_by_time on batch (id desc);
create index batch_by_person on batch (created_by, id desc);
create index batch_open on batch (state) where state in ('reading', 'awaiting_approval', 'running', 'paused');

create table batch_item (
  batch_id uuid not null references batch,
  ordinal integer not null,
  line integer not null,
  cells jsonb not null,
  connection_id text,
  input jsonb,
  transaction_id text,
  problems jsonb,
  duplicate_of integer,
  state text not null check (state in ('invalid', 'duplicate', 'waiting', 'claimed', 'done', 'cancelled')),
  attempt integer not null default 0,
  asked integer not null default 0,
  claimed_by uuid,
  lane smallint,
  ready_at timestamptz,
  lookup_id uuid,
  reused boolean not null default false,
  outcome text,
  status text,
  absence text,
  fault text,
  final boolean,
  primary key (batch_id, ordinal)
) with (fillfactor = 70);
comment on table batch_item is 'A row of a batch, in the order of the file, from 0.';
comment on column batch_item.cells is 'The cells of the file as text, in its columns'' order.';
comment on column batch_item.problems is 'Why a row is invalid: [{"column": text | null, "reason": text}].';
comment on column batch_item.attempt is 'Raised by each claim: whoever holds an older one changes nothing.';
comment on column batch_item.asked is 'How often its provider was asked, or may have been, since it was started or retried last.';
comment on column batch_item.lookup_id is 'Of the newest accepted outcome.';
comment on column batch_item.claimed_by is 'The run of the lane that claimed it last.';
comment on column batch_item.outcome is 'This and the next four: of the newest accepted outcome, for tiles and filters.';
create index batch_item_by_result on batch_item (batch_id, state, connection_id, outcome, status, fault, ordinal);
create index batch_item_to_claim on batch_item (batch_id, connection_id, coalesce(ready_at, '-infinity'), ordinal)
  where state = 'waiting';
create index batch_item_claimed on batch_item (batch_id, connection_id, lane) where state = 'claimed';
create index batch_item_duplicates on batch_item (batch_id, duplicate_of) where duplicate_of is not null;

create table batch_mapping (
  header_sha256 bytea primary key,
  mapping jsonb not null,
  used_by text not null,
  used_at timestamptz not null default clock_timestamp()
);
comment on table batch_mapping is 'What the columns of a header meant when it came last.';

create table batch_schedule (
  id uuid primary key,
  batch_id uuid not null references batch,
  every_hours integer not null check (every_hours between 1 and 168),
  reason text not null,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  next_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
comment on table batch_schedule is 'The same list again, every so many hours, until all of its rows are final.';

create unlogged table connection_pause (
  connection_id text primary key,
  until timestamptz not null,
  why text not null
);
comment on table connection_pause is 'Connections whose rows wait since the provider keeps failing.';

grant select, insert, update on batch, batch_item, batch_mapping, batch_schedule to statusdesk_app;
grant delete on batch_item to statusdesk_app;
grant select, insert, update, delete on connection_pause to statusdesk_app;

-- Rows that wait and were answered since an instant, with the newest such answer of a look-up before `until`.
create function reusable_items(batch uuid, since timestamptz, until uuid)
returns table (ordinal integer, lookup_id uuid, status text, final boolean) language sql stable as $$
  select i.ordinal, l.id, l.status, l.final
  from batch_item i cross join lateral (
    select l.id, o.status, o.final
    from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
    where l.connection_id = i.connection_id and l.transaction_id = i.transaction_id and l.input = i.input
      and l.id >= first_time_id(since) and l.id < until and o.outcome = 'answered'
    order by l.id desc limit 1) l
  where i.batch_id = batch and i.state = 'waiting'
$$;

-- Puts a batch that was read under way, or before whoever approves. False when it is not waiting for that. Raises 'SD001'
-- when another number of rows can be reused than the event says.
create function start_batch(batch uuid, to_state text, reason text, by text, reuse_minutes integer, since timestamptz,
  until uuid, reused bigint, events jsonb) returns boolean language plpgsql as $$
#variable_conflict use_variable
declare
  taken bigint := 0;
begin
  update batch b set state = to_state, reason = start_batch.reason, reuse_minutes = start_batch.reuse_minutes,
    started_by = by, started_at = clock_timestamp()
  where b.id = batch and b.state = 'ready';
  if not found then
    return false;
  end if;
  if since is not null then
    update batch_item i set state = 'done', reused = true, lookup_id = r.lookup_id, outcome = 'answered',
      status = r.status, final = r.final
    from reusable_items(batch, since, until) r
    where i.batch_id = batch and i.ordinal = r.ordinal;
    get diagnostics taken = row_count;
  end if;
  if taken <> start_batch.reused then
    raise exception 'Of the batch % rows can be reused, not %.', taken, start_batch.reused using errcode = 'SD001';
  end if;
  perform audit.record_events(events);
  perform pg_notify('batch', batch::text);
  return true;
end $$;

-- Lets a batch run that waits for approval, by somebody else than who started it.
create function approve_batch(batch uuid, by text, events jsonb) returns boolean language plpgsql as $$
begin
  update batch b set state = 'running', approved_by = by, approved_at = clock_timestamp()
  where b.id = batch and b.state = 'awaiting_approval' and b.started_by <> by;
  if not found then
    return false;
  end if;
  perform audit.record_events(events);
  perform pg_notify('batch', batch::text);
  return true;
end $$;

-- Pauses, resumes or cancels a batch that is in one of the states. What was asked already is still recorded.
create function steer_batch(batch uuid, from_states text[], to_state text, why text, events jsonb)
returns boolean language plpgsql as $$
begin
  update batch b set state = to_state, refusal = coalesce(why, refusal),
    finished_at = case to_state when 'cancelled' then clock_timestamp() end
  where b.id = batch and b.state = any (from_states);
  if not found then
    return false;
  end if;
  if to_state = 'cancelled' then
    update batch_item i set state = 'cancelled' where i.batch_id = batch and i.state = 'waiting';
  end if;
  perform audit.record_events(events);
  perform pg_notify('batch', batch::text);
  return true;
end $$;

-- Rows that are done and worth asking again: 'faults', or what may still change.
create function items_to_retry(batch uuid, what text) returns setof integer language sql stable as $$
  select i.ordinal from batch_item i
  where i.batch_id = batch and i.state = 'done' and case what
    when 'faults' then i.outcome in ('fault', 'interrupted')
    else i.outcome = 'answered' and i.final = false or i.absence = 'not_found_or_processing' end
$$;

-- Has such rows asked again. False when the batch is in no state for it. Raises 'SD001' when they are not as many as the
-- event says.
create function retry_batch(batch uuid, what text, rows bigint, events jsonb) returns boolean language plpgsql as $$
declare
  taken bigint;
begin
  update batch b set state = case b.state when 'paused' then 'paused' else 'running' end, finished_at = null
  where b.id = batch and b.state in ('running', 'paused', 'finished');
  if not found then
    return false;
  end if;
  update batch_item i set state = 'waiting', asked = 0, ready_at = null, reused = false
  where i.batch_id = batch and i.ordinal in (select items_to_retry(batch, what));
  get diagnostics taken = row_count;
  if taken <> rows then
    raise exception 'Of the batch % rows can be asked again, not %.', taken, rows using errcode = 'SD001';
  end if;
  perform audit.record_events(events);
  perform pg_notify('batch', batch::text);
  return true;
end $$;

-- Ends a batch none of whose rows is open, once.
create function finish_batch(batch uuid, events jsonb) returns boolean language plpgsql as $$
begin
  update batch b set state = 'finished', finished_at = clock_timestamp()
  where b.id = batch and b.state = 'running'
    and not exists (select from batch_item i where i.batch_id = batch and i.state = 'waiting')
    and not exists (select from batch_item i where i.batch_id = batch and i.state = 'claimed');
  if not found then
    return false;
  end if;
  perform audit.record_events(events);
  return true;
end $$;

-- Refuses a reading in which nothing came in for so long, and keeps nothing of its rows.
create function refuse_reading(batch uuid, silent interval, why text, events jsonb) returns boolean language plpgsql as $$
begin
  update batch b set state = 'refused', refusal = why, finished_at = clock_timestamp()
  where b.id = batch and b.state = 'reading' and b.read_at < clock_timestamp() - silent;
  if not found then
    return false;
  end if;
  delete from batch_item i where i.batch_id = batch;
  perform audit.record_events(events);
  return true;
end $$;

-- Commits the look-ups of rows that are still claimed by this run with this attempt, with their events, and gives
-- their ids. The rows are locked first: whoever recovers them waits, and then sees the look-ups.
create function record_batch_intents(run uuid, lookups jsonb, events jsonb) returns setof uuid language plpgsql as $$
declare
  held uuid[];
begin
  with locked as (
    select l.id
    from jsonb_to_recordset(lookups) as l (id uuid, request_id uuid, ordinal integer, attempt integer)
    join batch_item i on i.batch_id = l.request_id and i.ordinal = l.ordinal
    where i.state = 'claimed' and i.claimed_by = run and i.attempt = l.attempt
    for no key update of i
  )
  select array_agg(id) into held from locked;
  insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
                      game_id, reason, origin, asked_by, asked_at, deadline_at)
  select id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
         game_id, reason, origin, asked_by, asked_at, deadline_at
  from jsonb_populate_recordset(null::lookup, lookups) where id = any (held);
  if cardinality(held) = jsonb_array_length(lookups) then
    perform audit.record_events(events);
  elsif held is not null then
    perform audit.record_events((
      select jsonb_agg(event) from jsonb_array_elements(events) event
      where (event ->> 'lookup_id')::uuid = any (held)));
  end if;
  return query select unnest(held);
end $$;

-- Commits outcomes as record_outcomes does, and brings their rows up to date where they are still as they were claimed.
-- `again`: worth asking once more, `wait_ms` from now, unless the provider was asked often enough.
create function record_batch_outcomes(batch uuid, outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean,
  items jsonb, most_asked integer) returns setof uuid language plpgsql as $$
declare
  taken uuid[] := array(select record_outcomes(outcomes, exchanges, events, as_late));
  open boolean := (select b.state <> 'cancelled' from batch b where b.id = batch);
begin
  if not as_late then
    update batch_item i set
      state = case when c.again and open and i.asked + c.counted < most_asked then 'waiting' else 'done' end,
      asked = i.asked + c.counted,
      ready_at = case when c.again then clock_timestamp() + c.wait_ms * interval '1 millisecond' end,
      lookup_id = c.lookup_id, outcome = o.outcome, status = o.status, absence = o.absence, fault = o.fault, final = o.final
    from jsonb_to_recordset(items) as c (lookup_id uuid, ordinal integer, attempt integer, run uuid, again boolean,
        counted integer, wait_ms integer)
      join jsonb_to_recordset(outcomes) as o (lookup_id uuid, outcome text, status text, absence text, fault text,
        final boolean) using (lookup_id)
    where i.batch_id = batch and i.ordinal = c.ordinal and i.attempt = c.attempt and i.claimed_by = c.run
      and i.state = 'claimed' and c.lookup_id = any (taken);
  end if;
  return query select unnest(taken);
end $$;

-- What a lane claimed and this run does not hold. What was not asked waits again. What was asked and called interrupted
-- meanwhile is brought up to date. What was asked and has no outcome is given, for the caller to record one.
create function recover_items(batch uuid, connection text, of_lane smallint, run uuid, held integer[], most_asked integer)
returns table (ordinal integer, attempt integer, claimed_by uuid, lookup_id uuid, asked_at timestamptz,
  transaction_id text, player_id text) language plpgsql as $$
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
      select i.ordinal, i.attempt, i.claimed_by, i.asked, i.lookup_id as known, l.*
      from unnest(lost) w (ordinal)
      join batch_item i on i.batch_id = batch and i.ordinal = w.ordinal
      left join lateral (
        select l.id, l.asked_at, l.transaction_id, l.player_id, o.lookup_id is not null as recorded, o.outcome, o.status,
          o.absence, o.fault, o.final
        from lookup l left join lookup_outcome o on o.lookup_id = l.id and not o.late
        where l.request_id = batch and l.ordinal = w.ordinal
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
      where i.batch_id = batch and i.ordinal = f.ordinal and f.recorded is not false
    )
    select f.ordinal, f.attempt, f.claimed_by, f.id, f.asked_at, f.transaction_id, f.player_id
    from found f where f.recorded = false;
end $$;

-- Lanes of batches hold several places at once, and take slots in blocks.
alter table gate_lease
  add places integer not null default 1,
  add wanted integer,
  add check (places >= 0);
comment on column gate_lease.wanted is 'How many places a lane could use; null for a single call.';

create or replace function enter_gate(connection text, lease uuid, concurrency integer, per_second numeric, lease_ms integer)
returns double precision language plpgsql as $$
declare
  slot timestamptz;
  now_at timestamptz;
begin
  insert into gate (connection_id, next_slot_at) values (connection, '-infinity') on conflict do nothing;
  select next_slot_at into slot from gate where connection_id = connection for update;
  now_at := clock_timestamp();
  delete from gate_lease where connection_id = connection and expires_at < now_at;
  if (select coalesce(sum(places), 0) from gate_lease where connection_id = connection) >= concurrency then
    return null;
  end if;
  slot := greatest(slot, now_at);
  insert into gate_lease (id, connection_id, expires_at)
  values (lease, connection, slot + make_interval(secs => lease_ms / 1000.0));
  update gate set next_slot_at = slot + make_interval(secs => 1 / per_second) where connection_id = connection;
  return extract(epoch from slot - now_at) * 1000;
end $$;

-- Renews the places of a lane and takes slots for it. Lanes leave a tenth of the places, one at least, to single calls, share the
-- rest, and reserve no slot that is further away than 200 ms. `used`: how many calls it has under way. Gives how many it
-- may have, the time of its first slot and the time now, in milliseconds since 1970, and how many slots it got.
create function enter_gate_lane(connection text, lease uuid, want integer, used integer, want_slots integer,
  concurrency integer, per_second numeric, lease_ms integer)
returns table (places integer, slot_ms double precision, slots integer, now_ms double precision) language plpgsql as $$
#variable_conflict use_column
declare
  cap integer := greatest(1, concurrency - greatest(1, ceil(concurrency / 10.0)));
  slot timestamptz;
  now_at timestamptz;
  other_lanes integer;
  of_lanes integer;
  of_all integer;
  share integer;
  needed integer;
  allowed integer;
  got integer;
begin
  insert into gate (connection_id, next_slot_at) values (connection, '-infinity') on conflict do nothing;
  select next_slot_at into slot from gate where connection_id = connection for update;
  now_at := clock_timestamp();
  delete from gate_lease where connection_id = connection and expires_at < now_at;
  select count(*) filter (where l.wanted > 0), coalesce(sum(l.places) filter (where l.wanted is not null), 0),
      coalesce(sum(l.places), 0)
    into other_lanes, of_lanes, of_all
  from gate_lease l where l.connection_id = connection and l.id <> lease;
  share := greatest(1, cap / (other_lanes + 1));
  select coalesce(sum(least(l.wanted, share)), 0) into needed
  from gate_lease l where l.connection_id = connection and l.id <> lease and l.wanted > 0;
  allowed := greatest(0, least(want, greatest(share, cap - needed), cap - of_lanes, concurrency - of_all));
  insert into gate_lease (id, connection_id, expires_at, places, wanted)
  values (lease, connection, now_at + make_interval(secs => lease_ms / 1000.0), greatest(used, allowed), want)
  on conflict (id) do update set expires_at = excluded.expires_at, places = excluded.places, wanted = excluded.wanted;
  slot := greatest(slot, now_at);
  got := case when greatest(used, allowed) = 0 then 0 else least(want_slots, greatest(0, ceil(
    extract(epoch from now_at + interval '200 milliseconds' - slot) * per_second))) end;
  if got > 0 then
    update gate set next_slot_at = slot + make_interval(secs => got / per_second) where connection_id = connection;
  end if;
  return query select allowed, (extract(epoch from slot) * 1000)::float8, got, (extract(epoch from now_at) * 1000)::float8;
end $$;

-- Jobs are pg-boss's: it makes its own tables there, as this role.
create schema if not exists pgboss;
grant usage, create on schema pgboss to statusdesk_app;

grant execute on function reusable_items, start_batch, approve_batch, steer_batch, items_to_retry, retry_batch, finish_batch,
  refuse_reading, record_batch_intents, record_batch_outcomes, recover_items, enter_gate, enter_gate_lane to statusdesk_app;

-- The record: questions, answers, exchanges and audit events. Append-only by trigger and by grant.

do $$ begin
  create role statusdesk_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
-- Whoever migrates may act as the app; a separate login of the app is granted the role by its administrator.
do $$ begin
  execute format('grant statusdesk_app to %I', current_user);
exception when others then null;
end $$;

create schema audit;
grant usage on schema public, audit to statusdesk_app;

create table lookup (
  id uuid primary key,
  request_id uuid not null,
  ordinal integer not null,
  board_id uuid not null,
  connection_id text not null,
  provider text not null,
  input jsonb not null,
  transaction_id text,
  player_id text,
  round_id text,
  game_id text,
  reason text,
  origin text not null check (origin in ('desk', 'api', 'batch', 'watch')),
  asked_by text not null,
  asked_at timestamptz not null,
  deadline_at timestamptz not null
);
comment on table lookup is 'One question about one transaction to one connection, committed before it is asked. id is a UUIDv7 of asked_at, so id orders by time.';
comment on column lookup.input is 'The inputs as text, secret ones masked.';
comment on column lookup.request_id is 'Questions asked in one go, in the order of ordinal.';
comment on column lookup.board_id is 'Questions about one transaction that are shown side by side, asked again ones too.';
create index lookup_by_request on lookup (request_id, ordinal);
create index lookup_by_board on lookup (board_id, id);
create index lookup_by_person on lookup (asked_by, id desc);
create index lookup_by_transaction on lookup (transaction_id, id desc);
create index lookup_by_player on lookup (player_id, id desc);
create index lookup_by_connection on lookup (connection_id, id desc);
create index lookup_by_connection_transaction on lookup (connection_id, transaction_id, id);
create index lookup_by_deadline on lookup (deadline_at);

create table exchange (
  id uuid primary key,
  connection_id text not null,
  method text not null,
  url text not null,
  http_version text,
  status integer,
  started_at timestamptz not null,
  duration_ms integer not null,
  fault text,
  phase text,
  fault_text text,
  request_headers jsonb not null,
  request_body bytea,
  response_headers jsonb not null,
  response_body bytea,
  response_bytes bigint,
  received_sha256 text,
  stored_sha256 text
);
comment on table exchange is 'One HTTP attempt. Bodies as stored: after content decoding and masking.';

create table lookup_outcome (
  id uuid primary key,
  lookup_id uuid not null references lookup,
  late boolean not null default false,
  answered_at timestamptz not null,
  duration_ms integer not null,
  outcome text not null check (outcome in ('answered', 'absent', 'fault', 'interrupted')),
  status text,
  absence text,
  fault text,
  phase text,
  final boolean,
  status_reason text,
  provider_code text,
  provider_text text,
  operation text,
  provider_operation text,
  amounts jsonb not null,
  balances jsonb not null,
  created_text text,
  created_at timestamptz,
  resolved_text text,
  resolved_at timestamptz,
  reference_transaction_id text,
  trace_id text,
  notices jsonb not null,
  mapping_version text,
  exchange_ids uuid[] not null,
  check ((outcome = 'answered') = (status is not null)),
  check ((outcome = 'absent') = (absence is not null)),
  check ((outcome = 'fault') = (fault is not null))
);
comment on table lookup_outcome is 'What became of a question. One accepted outcome each; what came later is kept as late.';
create unique index lookup_outcome_accepted on lookup_outcome (lookup_id) where not late;
create index lookup_outcome_late on lookup_outcome (lookup_id) where late;
create index lookup_outcome_by_status on lookup_outcome (status, lookup_id desc) where not late;
create index lookup_outcome_by_outcome on lookup_outcome (outcome, lookup_id desc) where not late;

create table audit.event (
  id bigint generated always as identity primary key,
  xid xid8 not null,
  recorded_at timestamptz not null,
  db_role text not null,
  writer_id uuid not null,
  writer_seq bigint not null,
  kind text not null,
  actor_id text not null,
  object_type text,
  object_id text,
  lookup_id uuid,
  transaction_id text,
  player_id text,
  canon bytea not null,
  payload_sha256 bytea,
  unique (writer_id, writer_seq)
);
comment on column audit.event.canon is 'RFC 8785 canonical JSON of every field, numbers as strings. The other columns are copies, for search.';
comment on column audit.event.payload_sha256 is 'SHA-256 over the stored digests of the exchanges that the event stands for.';
create index event_by_actor on audit.event (actor_id, id desc);
create index event_by_object on audit.event (object_type, object_id, id desc);
create index event_by_transaction on audit.event (transaction_id, id desc) where transaction_id is not null;
create index event_by_player on audit.event (player_id, id desc) where player_id is not null;
create index event_by_kind on audit.event (kind, id desc);

create function audit.stamp_event() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  new.db_role := session_user;
  return new;
end $$;
create trigger stamp before insert on audit.event for each row execute function audit.stamp_event();
alter table audit.event enable always trigger stamp;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on %.% is refused: the record is append-only', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

do $$
declare recorded regclass;
begin
  foreach recorded in array array['lookup', 'lookup_outcome', 'exchange', 'audit.event']::regclass[] loop
    execute format('create trigger append_only before update or delete or truncate on %s
                    for each statement execute function refuse_change()', recorded);
    execute format('alter table %s enable always trigger append_only', recorded);
    execute format('grant select, insert on %s to statusdesk_app', recorded);
  end loop;
end $$;

-- An instant as ISO 8601 in UTC with milliseconds, and the least UUIDv7 of an instant: ids order by time.
create function iso(at timestamptz) returns text language sql stable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
create function first_time_id(at timestamptz) returns uuid language sql stable as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- An answer to a request that may be repeated: the same key gives the same lookups.
create table idempotency_key (
  actor_id text not null,
  key text not null,
  request_sha256 text not null,
  request_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (actor_id, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
grant select, insert, delete on idempotency_key to statusdesk_app;

-- Commits intents with their events, all or none. With an idempotency key that is already there, commits
-- nothing and gives what stands under it.
create function record_intents(lookups jsonb, events jsonb, actor text, idempotency text, request_sha256 text)
returns table (request_id uuid, stood_sha256 text) language plpgsql as $$
#variable_conflict use_column
declare
  request uuid := (lookups -> 0 ->> 'request_id')::uuid;
begin
  if idempotency is not null then
    insert into idempotency_key (actor_id, key, request_sha256, request_id)
    values (actor, idempotency, record_intents.request_sha256, request)
    on conflict do nothing;
    if not found then
      return query select k.request_id, k.request_sha256 from idempotency_key k
                   where k.actor_id = actor and k.key = idempotency;
      return;
    end if;
  end if;
  insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
                      game_id, reason, origin, asked_by, asked_at, deadline_at)
  select id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id, round_id,
         game_id, reason, origin, asked_by, asked_at, deadline_at
  from jsonb_populate_recordset(null::lookup, lookups);
  perform audit.record_events(events);
end $$;

-- Writes events whose canonical bytes come as base64.
create function audit.record_events(events jsonb) returns void language sql as $$
  insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, object_type, object_id,
                           lookup_id, transaction_id, player_id, canon, payload_sha256)
  select '0', 'epoch', '', e.writer_id, e.writer_seq, e.kind, e.actor_id, e.object_type, e.object_id,
         e.lookup_id, e.transaction_id, e.player_id, decode(e.canon, 'base64'), decode(e.payload_sha256, 'hex')
  from jsonb_to_recordset(events) as e (writer_id uuid, writer_seq bigint, kind text, actor_id text,
    object_type text, object_id text, lookup_id uuid, transaction_id text, player_id text, canon text,
    payload_sha256 text)
$$;

-- Commits outcomes with their exchanges and events, and gives the lookups whose outcome was taken. A lookup that
-- already has an outcome is left alone; the caller records that answer again, as late.
create function record_outcomes(outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean)
returns setof uuid language plpgsql as $$
declare
  taken uuid[];
  board uuid;
begin
  with inserted as (
    insert into lookup_outcome (id, lookup_id, late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, provider_text, operation, provider_operation, amounts, balances,
      created_text, created_at, resolved_text, resolved_at, reference_transaction_id, trace_id, notices,
      mapping_version, exchange_ids)
    select id, lookup_id, as_late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, provider_text, operation, provider_operation, amounts, balances,
      created_text, created_at, resolved_text, resolved_at, reference_transaction_id, trace_id, notices,
      mapping_version, exchange_ids
    from jsonb_populate_recordset(null::lookup_outcome, outcomes)
    on conflict do nothing
    returning lookup_id
  )
  select array_agg(lookup_id) into taken from inserted;

  insert into exchange (id, connection_id, method, url, http_version, status, started_at, duration_ms, fault, phase,
    fault_text, request_headers, request_body, response_headers, response_body, response_bytes, received_sha256,
    stored_sha256)
  select id, connection_id, method, url, http_version, status, started_at, duration_ms, fault, phase,
    fault_text, request_headers, decode(request_base64, 'base64'), response_headers,
    decode(response_base64, 'base64'), response_bytes, received_sha256, stored_sha256
  from jsonb_to_recordset(exchanges) as e (id uuid, connection_id text, method text, url text, http_version text,
    status integer, started_at timestamptz, duration_ms integer, fault text, phase text, fault_text text,
    request_headers jsonb, request_base64 text, response_headers jsonb, response_base64 text,
    response_bytes bigint, received_sha256 text, stored_sha256 text)
  where e.id in (select unnest(o.exchange_ids) from lookup_outcome o where o.lookup_id = any (taken) and o.late = as_late)
  on conflict do nothing;

  perform audit.record_events((
    select coalesce(jsonb_agg(event), '[]') from jsonb_array_elements(events) event
    where (event ->> 'lookup_id')::uuid = any (taken)));

  for board in select distinct l.board_id from lookup l where l.id = any (taken) and l.origin in ('desk', 'api') loop
    perform pg_notify('lookup_outcome', board::text);
  end loop;
  return query select unnest(taken);
end $$;

-- Places among the calls of a connection, across all processes. Unlogged: after a crash nobody is calling.
create unlogged table gate (
  connection_id text primary key,
  next_slot_at timestamptz not null
);
create unlogged table gate_lease (
  id uuid primary key,
  connection_id text not null,
  expires_at timestamptz not null
);
create index gate_lease_by_connection on gate_lease (connection_id);
grant select, insert, update, delete on gate, gate_lease to statusdesk_app;

-- Takes a place and a time slot. Gives the milliseconds until the slot, or null while all places are taken.
create function enter_gate(connection text, lease uuid, concurrency integer, per_second numeric, lease_ms integer)
returns double precision language plpgsql as $$
declare
  slot timestamptz;
  now_at timestamptz;
begin
  insert into gate (connection_id, next_slot_at) values (connection, '-infinity') on conflict do nothing;
  select next_slot_at into slot from gate where connection_id = connection for update;
  now_at := clock_timestamp();
  delete from gate_lease where connection_id = connection and expires_at < now_at;
  if (select count(*) from gate_lease where connection_id = connection) >= concurrency then
    return null;
  end if;
  slot := greatest(slot, now_at);
  insert into gate_lease values (lease, connection, slot + make_interval(secs => lease_ms / 1000.0));
  update gate set next_slot_at = slot + make_interval(secs => 1 / per_second) where connection_id = connection;
  return extract(epoch from slot - now_at) * 1000;
end $$;

grant execute on all functions in schema public, audit to statusdesk_app;

-- Evidence is kept encrypted, under a key per player: who erases the key erases what was said about the player, and
-- every digest of it still stands.

create table evidence_key (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('player', 'transaction', 'connection')),
  subject text not null,
  master_key_id text not null,
  wrapped bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  erasure_id uuid,
  check ((wrapped is null) = (erased_at is not null))
);
comment on table evidence_key is 'Keys of evidence, wrapped by the master key, which the database never sees. Erased: wrapped is null, for good.';
comment on column evidence_key.subject is
  'player: the player id. transaction: connection id, a space, transaction id, where no player was named. connection: what belongs to no row of a call.';
comment on column evidence_key.master_key_id is 'Which master key wraps it: the first 16 hex of its SHA-256.';
comment on column evidence_key.wrapped is 'nonce (12) ‖ AES-256-GCM ciphertext (32) ‖ tag (16); bound to id, subject and created_at.';
create unique index evidence_key_living on evidence_key (subject_kind, subject) where erased_at is null;
create index evidence_key_by_subject on evidence_key (subject_kind, subject);
create index evidence_key_by_master on evidence_key (master_key_id, id) where erased_at is null;
create index evidence_key_erased on evidence_key (id) where erased_at is not null;

create table evidence (
  record_id uuid not null,
  n smallint not null,
  key_id uuid not null references evidence_key,
  sealed bytea not null,
  primary key (record_id, n)
);
comment on table evidence is
  'What was sent and received, and what a provider wrote into an outcome, encrypted. Of an exchange n = 0 holds address, headers and digests, the others the bodies: n = 1 alone, or, where a call asks about several players, one for each and one for what is nobody''s. Of an outcome n = 0 alone.';
comment on column evidence.record_id is 'An exchange or a lookup_outcome. Both are UUIDv7: ids order by time.';
comment on column evidence.sealed is 'nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16); bound to record, n, key and the look-ups it answers.';
create index evidence_by_key on evidence (key_id);

alter table exchange
  alter url drop not null,
  alter request_headers drop not null,
  alter response_headers drop not null,
  add digest_version smallint not null default 1,
  add lookup_ids uuid[],
  add evidence_sha256 bytea,
  add record_sha256 bytea;
alter table exchange alter digest_version set default 2;
alter table exchange add constraint exchange_sealed check (
  evidence_sha256 is null and digest_version = 1
  or evidence_sha256 is not null and lookup_ids is not null and (digest_version = 1) = (record_sha256 is null)
    and url is null and fault_text is null and request_headers is null and request_body is null
    and response_headers is null and response_body is null and received_sha256 is null
    and (digest_version = 1 or stored_sha256 is null));
comment on table exchange is 'One HTTP attempt. What was sent and received stands in evidence.';
comment on column exchange.digest_version is
  '1: made before evidence was encrypted, and its event names stored_sha256. 2: its event names record_sha256.';
comment on column exchange.lookup_ids is 'The look-ups that it answers.';
comment on column exchange.evidence_sha256 is 'SHA-256 over a line for each row of evidence: n, key, SHA-256 of sealed.';
comment on column exchange.record_sha256 is 'SHA-256 over the columns in clear, evidence_sha256 among them.';

alter table lookup_outcome
  add digest_version smallint not null default 1,
  add drifted boolean not null default false,
  add words_sha256 bytea;
alter table lookup_outcome alter digest_version set default 2;
alter table lookup_outcome add constraint lookup_outcome_sealed check (
  words_sha256 is null and digest_version = 1 or provider_text is null and notices = '[]');
comment on column lookup_outcome.digest_version is
  '1: made before evidence was encrypted, and its event does not name words_sha256. 2: it does.';
comment on column lookup_outcome.drifted is 'Among the notices is one that the reply was not as its documentation says.';
comment on column lookup_outcome.words_sha256 is
  'SHA-256 over the line of its row of evidence, which holds provider_text and notices; null without any. Its event names it.';

-- The record is append-only but for the functions that say what they change ("set statusdesk.changes to 'UPDATE
-- public.exchange'", several with commas) and run as the owner of the table.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if format('%s %s.%s', tg_op, tg_table_schema, tg_table_name)
       = any (string_to_array(current_setting('statusdesk.changes', true), ','))
     and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    return null;
  end if;
  raise exception '% on %.% is refused: the record is append-only', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

do $$
declare recorded regclass;
begin
  foreach recorded in array array['evidence', 'evidence_key']::regclass[] loop
    execute format('create trigger append_only before update or delete or truncate on %s
                    for each statement execute function refuse_change()', recorded);
    execute format('alter table %s enable always trigger append_only', recorded);
    execute format('grant select, insert on %s to statusdesk_app', recorded);
  end loop;
end $$;

-- The living keys of subjects: of those offered, what is wanting is kept. A subject whose key another statement is
-- making at this moment is not given; who asks again finds it.
create function find_or_make_keys(offered jsonb)
returns table (id uuid, subject_kind text, subject text, master_key_id text, wrapped bytea, created_at timestamptz)
language sql as $$
  with offer as (
    select * from jsonb_to_recordset(offered) as o (id uuid, subject_kind text, subject text, master_key_id text,
      wrapped text, created_at timestamptz)
  ), living as (
    select k.id, k.subject_kind, k.subject, k.master_key_id, k.wrapped, k.created_at
    from offer o join evidence_key k on k.subject_kind = o.subject_kind and k.subject = o.subject and k.erased_at is null
  ), made as (
    insert into evidence_key (id, subject_kind, subject, master_key_id, wrapped, created_at)
    select o.id, o.subject_kind, o.subject, o.master_key_id, decode(o.wrapped, 'base64'), o.created_at from offer o
    where not exists (select from living l where l.subject_kind = o.subject_kind and l.subject = o.subject)
    on conflict (subject_kind, subject) where erased_at is null do nothing
    returning id, subject_kind, subject, master_key_id, wrapped, created_at
  )
  select * from living union all select * from made
$$;

-- Keys wrapped anew under another master key. One that was erased meanwhile stays erased. Gives how many were taken.
create function rewrap_keys(keys jsonb) returns bigint language sql security definer
set search_path = pg_catalog, public, pg_temp set statusdesk.changes to 'UPDATE public.evidence_key' as $$
  with rewrapped as (
    update evidence_key k set wrapped = decode(r.wrapped, 'base64'), master_key_id = r.master_key_id
    from jsonb_to_recordset(keys) as r (id uuid, was text, master_key_id text, wrapped text)
    where k.id = r.id and k.master_key_id = r.was and k.wrapped is not null and r.wrapped is not null
    returning 1
  )
  select count(*) from rewrapped
$$;

-- As in 0001, but that what was exchanged, and what a provider wrote, comes as rows of evidence beside its record.
create or replace function record_outcomes(outcomes jsonb, exchanges jsonb, events jsonb, as_late boolean)
returns setof uuid language plpgsql as $$
declare
  taken uuid[];
  taken_outcomes uuid[];
  board uuid;
begin
  with inserted as (
    insert into lookup_outcome (id, lookup_id, late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, operation, provider_operation, amounts, balances, created_text, created_at,
      resolved_text, resolved_at, reference_transaction_id, trace_id, notices, mapping_version, exchange_ids,
      digest_version, drifted, words_sha256)
    select id, lookup_id, as_late, answered_at, duration_ms, outcome, status, absence, fault, phase,
      final, status_reason, provider_code, operation, provider_operation, amounts, balances, created_text, created_at,
      resolved_text, resolved_at, reference_transaction_id, trace_id, '[]', mapping_version, exchange_ids,
      2, drifted, decode(words_hex, 'hex')
    from jsonb_to_recordset(outcomes) as o (id uuid, lookup_id uuid, answered_at timestamptz, duration_ms integer,
      outcome text, status text, absence text, fault text, phase text, final boolean, status_reason text,
      provider_code text, operation text, provider_operation text, amounts jsonb, balances jsonb, created_text text,
      created_at timestamptz, resolved_text text, resolved_at timestamptz, reference_transaction_id text,
      trace_id text, mapping_version text, exchange_ids uuid[], drifted boolean, words_hex text)
    on conflict do nothing
    returning id, lookup_id
  )
  select array_agg(lookup_id), array_agg(id) into taken, taken_outcomes from inserted;

  with inserted as (
    insert into exchange (id, connection_id, method, http_version, status, started_at, duration_ms, fault, phase,
      response_bytes, digest_version, lookup_ids, evidence_sha256, record_sha256)
    select id, connection_id, method, http_version, status, started_at, duration_ms, fault, phase,
      response_bytes, 2, lookup_ids, decode(evidence_hex, 'hex'), decode(record_hex, 'hex')
    from jsonb_to_recordset(exchanges) as e (id uuid, connection_id text, method text, http_version text,
      status integer, started_at timestamptz, duration_ms integer, fault text, phase text, response_bytes bigint,
      lookup_ids uuid[], evidence_hex text, record_hex text)
    where e.id in (select unnest(o.exchange_ids) from lookup_outcome o where o.id = any (taken_outcomes))
    on conflict do nothing
    returning id
  )
  insert into evidence (record_id, n, key_id, sealed)
  select e.id, s.n, s.key_id, decode(s.sealed, 'base64')
  from jsonb_to_recordset(exchanges) as e (id uuid, evidence jsonb) join inserted using (id)
    cross join jsonb_to_recordset(e.evidence) as s (n smallint, key_id uuid, sealed text)
  union all
  select o.id, 0, o.words_key_id, decode(o.words_sealed, 'base64')
  from jsonb_to_recordset(outcomes) as o (id uuid, words_key_id uuid, words_sealed text)
  where o.id = any (taken_outcomes) and o.words_sealed is not null;

  perform audit.record_events((
    select coalesce(jsonb_agg(event), '[]') from jsonb_array_elements(events) event
    where (event ->> 'lookup_id')::uuid = any (taken)));

  for board in select distinct l.board_id from lookup l where l.id = any (taken) and l.origin in ('desk', 'api') loop
    perform pg_notify('lookup_outcome', board::text);
  end loop;
  return query select unnest(taken);
end $$;

-- Encrypts what was recorded in clear. Only what was not encrypted yet is touched, and no digest of it.
create function seal_recorded(exchanges jsonb, outcomes jsonb) returns bigint language sql security definer
set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'UPDATE public.exchange,UPDATE public.lookup_outcome' as $$
  with exchanged as (
    update exchange x set lookup_ids = e.lookup_ids, evidence_sha256 = decode(e.evidence_hex, 'hex'), url = null,
      fault_text = null, request_headers = null, request_body = null, response_headers = null, response_body = null,
      received_sha256 = null
    from jsonb_to_recordset(exchanges) as e (id uuid, lookup_ids uuid[], evidence_hex text)
    where x.id = e.id and x.evidence_sha256 is null
    returning x.id
  ), told as (
    update lookup_outcome x set provider_text = null, notices = '[]', drifted = o.drifted,
      words_sha256 = decode(o.words_hex, 'hex')
    from jsonb_to_recordset(outcomes) as o (id uuid, drifted boolean, words_hex text)
    where x.id = o.id and x.words_sha256 is null and o.words_hex is not null
    returning x.id
  ), kept as (
    insert into evidence (record_id, n, key_id, sealed)
    select e.id, s.n, s.key_id, decode(s.sealed, 'base64')
    from jsonb_to_recordset(exchanges) as e (id uuid, evidence jsonb) join exchanged using (id)
      cross join jsonb_to_recordset(e.evidence) as s (n smallint, key_id uuid, sealed text)
    union all
    select o.id, 0, o.words_key_id, decode(o.words_sealed, 'base64')
    from jsonb_to_recordset(outcomes) as o (id uuid, words_key_id uuid, words_sealed text) join told using (id)
    returning 1
  )
  select count(*) from kept
$$;

revoke execute on function rewrap_keys, seal_recorded from public;
grant execute on function find_or_make_keys, rewrap_keys, seal_recorded to statusdesk_app;

-- Small, and empty in the end: what is still to be sealed.
create index exchange_in_clear on exchange (id) where digest_version = 1 and evidence_sha256 is null;
create index lookup_outcome_in_clear on lookup_outcome (id)
  where digest_version = 1 and words_sha256 is null and (provider_text is not null or notices <> '[]');

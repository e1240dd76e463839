-- Legal hold, erasure by two people, and retention: the only ways in which anything recorded ever goes.

create table legal_hold (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('player', 'transaction', 'case')),
  subject text not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  lifted_by text,
  lifted_at timestamptz,
  lift_reason text,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
comment on table legal_hold is 'What may neither be erased nor dropped. case: look-ups whose reason it is.';
create unique index legal_hold_in_force on legal_hold (subject_kind, subject) where lifted_at is null;

create table erasure (
  id uuid primary key,
  player_id text not null,
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  decision text check (decision in ('approved', 'refused', 'withdrawn')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  keys integer,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision is distinct from 'approved' or decided_by <> requested_by)
);
comment on table erasure is 'What a person asked to have erased, and what another decided.';
comment on column erasure.keys is 'How many keys were erased.';
create unique index erasure_waiting on erasure (player_id) where decision is null;
create index erasure_by_time on erasure (requested_at);

grant select on legal_hold, erasure to statusdesk_app;
create index lookup_by_reason on lookup (reason, id desc) where reason is not null;

-- The clock that retention goes by; a test that must see years pass puts another in its place.
create function retention_clock() returns timestamptz language sql stable as $$ select clock_timestamp() $$;

-- The look-ups about a player: those that name the player, and those that name nobody and are about a transaction
-- that another names with the player, at the same connection or on the same board.
create function lookups_about(player text) returns setof uuid language sql stable as $$
  select l.id from lookup l where l.player_id = player
  union
  select other.id from lookup l join lookup other
    on other.transaction_id = l.transaction_id and other.player_id is null
      and (other.connection_id = l.connection_id or other.board_id = l.board_id)
  where l.player_id = player and l.transaction_id is not null
$$;

-- The living keys under which evidence about a player is sealed.
create function keys_about(player text) returns setof uuid language sql stable as $$
  select k.id from evidence_key k
  where k.erased_at is null and k.subject_kind = 'player' and k.subject = player
  union
  select k.id from lookup l
  join evidence_key k on k.subject_kind = 'transaction' and k.subject = l.connection_id || ' ' || l.transaction_id
  where k.erased_at is null and l.id in (select lookups_about(player))
$$;

create function lookups_held_by(hold legal_hold) returns setof uuid language sql stable as $$
  select lookups_about(hold.subject) where hold.subject_kind = 'player'
  union all
  select l.id from lookup l where hold.subject_kind = 'transaction' and l.transaction_id = hold.subject
  union all
  select l.id from lookup l where hold.subject_kind = 'case' and l.reason = hold.subject
$$;

create function held_lookups() returns setof uuid language sql stable as $$
  select lookups_held_by(h) from legal_hold h where h.lifted_at is null
$$;

-- Whether anything about a player was recorded in clear, before evidence was encrypted, and has not been sealed since.
create function is_clear_about(player text) returns boolean language sql stable as $$
  select exists (
    select from lookup_outcome o left join exchange x on x.id = any (o.exchange_ids)
    where o.lookup_id in (select lookups_about(player))
      and (o.provider_text is not null or x.id is not null and x.evidence_sha256 is null))
$$;

-- The holds in force that keep evidence about a player from being erased.
create function holds_on(player text) returns setof legal_hold language sql stable as $$
  select h.* from legal_hold h
  where h.lifted_at is null and (
    (h.subject_kind = 'player' and h.subject = player)
    or exists (select lookups_held_by(h) intersect select lookups_about(player)))
$$;

do $$
declare recorded regclass;
begin
  foreach recorded in array array['legal_hold', 'erasure']::regclass[] loop
    execute format('create trigger append_only before update or delete or truncate on %s
                    for each statement execute function refuse_change()', recorded);
    execute format('alter table %s enable always trigger append_only', recorded);
  end loop;
end $$;

-- Sets a hold with its event. False when there is one already. The lock makes it stand before or after an erasure
-- or a batch of retention, never in between.
create function set_hold(id uuid, subject_kind text, subject text, reason text, by text, events jsonb)
returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7238196);
  insert into legal_hold (id, subject_kind, subject, reason, set_by)
  values (set_hold.id, set_hold.subject_kind, set_hold.subject, set_hold.reason, by)
  on conflict do nothing;
  if not found then return false; end if;
  perform audit.record_events(events);
  return true;
end $$;

-- Lifts a hold with its event. False when it was lifted already.
create function lift_hold(hold_id uuid, reason text, by text, events jsonb)
returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'UPDATE public.legal_hold' as $$
begin
  update legal_hold h set lifted_by = by, lifted_at = clock_timestamp(), lift_reason = lift_hold.reason
  where h.id = hold_id and h.lifted_at is null;
  if not found then return false; end if;
  perform audit.record_events(events);
  return true;
end $$;

-- Asks for an erasure. 'done', or why not: 'held', 'clear' (the worker has yet to encrypt it), 'nothing', 'waiting' (another
-- about the same player).
create function request_erasure(id uuid, player text, reason text, by text, events jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7238196);
  if exists (select from holds_on(player)) then return 'held'; end if;
  if is_clear_about(player) then return 'clear'; end if;
  if not exists (select from keys_about(player)) then return 'nothing'; end if;
  insert into erasure (id, player_id, reason, requested_by)
  values (request_erasure.id, player, request_erasure.reason, by) on conflict do nothing;
  if not found then return 'waiting'; end if;
  perform audit.record_events(events);
  return 'done';
end $$;

-- Refuses an erasure, or withdraws one's own. 'done', or why not: 'decided', 'own', 'other'.
create function end_erasure(erasure_id uuid, ending text, reason text, by text, events jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'UPDATE public.erasure' as $$
declare
  asked erasure;
begin
  select * into asked from erasure e where e.id = erasure_id for update;
  if asked.id is null or asked.decision is not null then return 'decided'; end if;
  if ending = 'approved' then raise exception 'an erasure is approved by erase_evidence'; end if;
  if ending = 'withdrawn' and asked.requested_by <> by then return 'other'; end if;
  if ending = 'refused' and asked.requested_by = by then return 'own'; end if;
  update erasure e set decision = ending, decided_by = by, decided_at = clock_timestamp(), decision_reason = end_erasure.reason
  where e.id = erasure_id;
  perform audit.record_events(events);
  return 'done';
end $$;

-- Approves an erasure and carries it out: the keys are gone, the ciphertext stays and so does every digest of it.
-- `keys` are those that the event names. 'done', or why not: 'decided', 'own', 'held', 'clear',
-- 'changed' (other keys by now).
create function erase_evidence(erasure_id uuid, keys uuid[], reason text, by text, events jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'UPDATE public.erasure,UPDATE public.evidence_key' as $$
declare
  asked erasure;
begin
  perform pg_advisory_xact_lock(7238196);
  select * into asked from erasure e where e.id = erasure_id for update;
  if asked.id is null or asked.decision is not null then return 'decided'; end if;
  if asked.requested_by = by then return 'own'; end if;
  if exists (select from holds_on(asked.player_id)) then return 'held'; end if;
  if is_clear_about(asked.player_id) then return 'clear'; end if;
  if (select coalesce(array_agg(k order by k), '{}') from keys_about(asked.player_id) k)
    is distinct from (select coalesce(array_agg(k order by k), '{}') from unnest(keys) k) then return 'changed'; end if;
  update evidence_key k set wrapped = null, erased_at = clock_timestamp(), erasure_id = asked.id where k.id = any (keys);
  update erasure e set decision = 'approved', decided_by = by, decided_at = clock_timestamp(),
    decision_reason = erase_evidence.reason, keys = cardinality(erase_evidence.keys)
  where e.id = asked.id;
  perform audit.record_events(events);
  return 'done';
end $$;

-- Retention drops nothing that is younger than the law allows, and nothing before an event has said that it will.
create function assert_retention(class text, bound timestamptz, leaves bigint) returns void language plpgsql stable as $$
begin
  if bound > retention_clock()
      - (case class when 'evidence' then interval '3 months' when 'record' then interval '1 year' end) then
    raise exception 'what is younger than the least time it is kept cannot be dropped' using errcode = 'insufficient_privilege';
  end if;
  if not exists (
    select from (select convert_from(e.canon, 'UTF8')::jsonb -> 'details' as said from audit.event e
                 where e.kind = 'retention.run' order by e.id desc limit 20) runs
    where said ->> 'class' = class and (said ->> 'bound')::timestamptz = bound
      and coalesce((said ->> 'leaves')::bigint, 0) = leaves) then
    raise exception 'no event says that this will be dropped' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- How far the class record goes: all leaves before the first that was recorded at the bound or later. Transactions
-- are single statements, so that an hour is longer than any of them could have held events up.
create function leaves_before(bound timestamptz) returns bigint language sql stable as $$
  select coalesce(
    (select min(s.leaf_index) from audit.event e join audit.seal s on s.event_id = e.id
     where e.recorded_at >= bound and e.recorded_at < bound + interval '1 hour'),
    (select s.leaf_index from audit.event e join audit.seal s on s.event_id = e.id
     where e.recorded_at >= bound order by e.recorded_at limit 1),
    (select tree_size from audit.frontier))
$$;

-- Exchanges and outcomes whose evidence a hold keeps.
create function held_records() returns setof uuid language sql stable as $$
  select unnest(array_append(o.exchange_ids, o.id)) from lookup_outcome o where o.lookup_id in (select held_lookups())
$$;

-- What is due and what a hold keeps, to be told before anything is dropped.
create function due_evidence(bound timestamptz) returns table (due bigint, held bigint) language sql stable as $$
  with held as materialized (
    select id from held_records() id)
  select count(*) filter (where not kept), count(*) filter (where kept)
  from (select e.record_id in (select id from held) as kept from evidence e where e.record_id < first_time_id(bound)) old
$$;

create function due_lookups(bound timestamptz, leaves bigint) returns setof uuid language sql stable as $$
  select l.id from lookup l
  where l.id < first_time_id(bound) and l.id not in (select held_lookups())
    -- Row and events of a look-up go together, so all of them must be due.
    and not exists (
      select from audit.event e left join audit.seal s on s.event_id = e.id
      where e.object_type = 'lookup' and e.object_id = l.id::text
        and e.kind in ('lookup.intent', 'lookup.outcome', 'lookup.late', 'lookup.interrupted')
        and (s.leaf_index is null or s.leaf_index >= leaves or e.recorded_at >= bound))
$$;

-- Events that are due once the look-ups are gone. Kept: the words of the sealer and about keys, what explains evidence that is still
-- there, what a hold is about, and the hold itself.
create function due_events(bound timestamptz, leaves bigint) returns setof bigint language sql stable as $$
  with held as materialized (select held_lookups() as id)
  select e.id from audit.event e join audit.seal s on s.event_id = e.id
  where e.recorded_at < bound and s.leaf_index < leaves
    and e.kind not in ('seal.began', 'seal.key_changed', 'code.key_changed')
    and (e.lookup_id is null or (e.lookup_id not in (select id from held)
      and (e.kind not in ('lookup.intent', 'lookup.outcome', 'lookup.late', 'lookup.interrupted')
        or not exists (select from lookup l where l.id = e.lookup_id))))
    and not exists (select from legal_hold h where h.lifted_at is null and case h.subject_kind
      when 'player' then e.player_id = h.subject when 'transaction' then e.transaction_id = h.subject
      when 'case' then e.reason = h.subject end)
    and not (e.object_type is not distinct from 'hold'
      and exists (select from legal_hold h where h.lifted_at is null and h.id::text = e.object_id))
    and not (e.kind = 'evidence.erased' and exists (
      select from evidence_key k join evidence on key_id = k.id where k.erasure_id::text = e.object_id))
$$;

create function due_record(bound timestamptz, leaves bigint)
returns table (lookups bigint, events bigint, held bigint) language sql stable as $$
  select (select count(*) from due_lookups(bound, leaves)),
    (select count(*) from due_events(bound, leaves))
      + (select count(*) from audit.event e
         where e.object_type = 'lookup' and e.object_id in (select id::text from due_lookups(bound, leaves) id)
           and e.kind in ('lookup.intent', 'lookup.outcome', 'lookup.late', 'lookup.interrupted')),
    (select count(*) from held_lookups() h where h < first_time_id(bound))
$$;

-- Drops evidence from before the bound, that of at most so many calls and outcomes, and gives how many rows.
create function drop_evidence(bound timestamptz, most integer)
returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'DELETE public.evidence' as $$
declare
  dropped integer;
begin
  perform pg_advisory_xact_lock_shared(7238196);
  perform assert_retention('evidence', bound, 0);
  -- Whole records: evidence of which a part is there would not be what it was.
  with held as materialized (
    select id from held_records() id
  ), due as materialized (
    select distinct e.record_id from evidence e
    where e.record_id < first_time_id(bound) and e.record_id not in (select id from held)
    order by e.record_id limit most
  )
  delete from evidence e using due where e.record_id = due.record_id;
  get diagnostics dropped = row_count;
  return dropped;
end $$;

-- Drops look-ups before the bound with their outcomes, calls, evidence and events; when there are none left, events of
-- the head. Seals stay.
create function drop_record(bound timestamptz, leaves bigint, most integer)
returns table (lookups integer, exchanges integer, events integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set statusdesk.changes to 'DELETE public.evidence,DELETE public.exchange,DELETE public.lookup_outcome,DELETE public.lookup,DELETE audit.event' as $$
declare
  due uuid[];
  calls uuid[];
begin
  perform pg_advisory_xact_lock_shared(7238196);
  perform assert_retention('record', bound, leaves);
  lookups := 0; exchanges := 0; events := 0;

  select array_agg(id) into due from (select id from due_lookups(bound, leaves) id order by id limit most) chosen;
  if due is not null then
    delete from audit.event e where e.object_type = 'lookup' and e.object_id = any (due::text[])
      and e.kind in ('lookup.intent', 'lookup.outcome', 'lookup.late', 'lookup.interrupted');
    get diagnostics events = row_count;
    delete from evidence e using lookup_outcome o where o.lookup_id = any (due) and e.record_id = o.id;
    with gone as (
      delete from lookup_outcome o where o.lookup_id = any (due) returning o.exchange_ids
    )
    select array_agg(x.id) into calls from exchange x
    where x.id in (select unnest(exchange_ids) from gone)
      -- A call may answer several look-ups.
      and not exists (select from lookup l where l.id = any (x.lookup_ids) and not l.id = any (due));
    delete from lookup l where l.id = any (due);
    delete from evidence e where e.record_id = any (calls);
    delete from exchange x where x.id = any (calls);
    exchanges := coalesce(cardinality(calls), 0);
    lookups := cardinality(due);
    return next;
    return;
  end if;

  delete from audit.event e where e.id in (select id from due_events(bound, leaves) id limit most);
  get diagnostics events = row_count;
  return next;
end $$;

revoke execute on function set_hold, lift_hold, request_erasure, end_erasure, erase_evidence, drop_evidence, drop_record
  from public;
grant execute on function set_hold, lift_hold, request_erasure, end_erasure, erase_evidence, drop_evidence, drop_record
  to statusdesk_app;

-- How long lists are kept: their cells as long as evidence, batches and their rows as long as the record.

alter table batch add column cells_held integer;
comment on column batch.cells_held is 'Rows whose cells a hold keeps, now that retention has dropped the others''; null while it has not.';

-- As before; a row that was ended for want of its connection has no such problem any more.
create or replace function retry_batch(batch uuid, what text, rows bigint, events jsonb) returns boolean language plpgsql as $$
declare
  taken bigint;
begin
  update batch b set state = case b.state when 'paused' then 'paused' else 'running' end, finished_at = null
  where b.id = batch and b.state in ('running', 'paused', 'finished');
  if not found then
    return false;
  end if;
  update batch_item i set state = 'waiting', asked = 0, ready_at = null, reused = false, problems = null
  where i.batch_id = batch and i.ordinal in (select items_to_retry(batch, what));
  get diagnostics taken = row_count;
  if taken <> rows then
    raise exception 'Of the batch % rows can be asked again, not %.', taken, rows using errcode = 'SD001';
  end if;
  perform audit.record_events(events);
  perform pg_notify('batch', batch::text);
  return true;
end $$;

-- Lists from before a bound with which nothing is going on.
create function old_lists(bound timestamptz) returns setof batch language sql stable as $$
  select b.* from batch b
  where b.id < first_time_id(bound) and b.state in ('refused', 'ready', 'cancelled', 'finished')
    and not exists (select from batch_schedule s where s.batch_id = b.id and s.ended_at is null)
$$;

-- The rows of some lists that a hold keeps: those that name what is held, those of whose look-ups one is held, and all that were
-- asked for a case.
create function held_rows(lists uuid[]) returns table (batch_id uuid, ordinal integer) language sql stable as $$
  with held as materialized (select held_lookups() as id)
  select i.batch_id, i.ordinal from batch_item i join batch b on b.id = i.batch_id
  where i.batch_id = any (lists) and exists (select from legal_hold h where h.lifted_at is null) and (
    exists (
      select from legal_hold h where h.lifted_at is null and case h.subject_kind
        when 'case' then b.reason = h.subject
        else i.transaction_id = h.subject or i.cells ? h.subject
          or exists (select from jsonb_each_text(i.input) given where given.value = h.subject) end)
    or i.lookup_id in (select id from held)
    or exists (
      select from lookup l where l.request_id = i.batch_id and l.ordinal = coalesce(i.duplicate_of, i.ordinal)
        and l.id in (select id from held)))
$$;

-- Rows whose cells are due, and whose cells a hold keeps, to be told before anything is dropped.
create function due_cells(bound timestamptz) returns table (due bigint, held bigint) language sql stable as $$
  with lists as materialized (
    select array_agg(l.id) as ids from old_lists(bound) l where l.cells_held is distinct from 0
  ), kept as materialized (
    select k.batch_id, k.ordinal from lists, held_rows(lists.ids) k)
  select count(*) filter (where k.ordinal is null), count(k.ordinal)
  from lists join batch_item i on i.batch_id = any (lists.ids)
    left join kept k on k.batch_id = i.batch_id and k.ordinal = i.ordinal
  where i.cells <> '[]'
$$;

-- Drops the cells of at most so many rows, and gives of how many; what was asked about, and what became of it, stays.
create function drop_cells(bound timestamptz, most integer)
returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  list uuid;
  dropped integer;
begin
  perform pg_advisory_xact_lock_shared(7238196);
  perform assert_retention('evidence', bound, 0);
  for list in select l.id from old_lists(bound) l where l.cells_held is distinct from 0 order by l.id loop
    with held as materialized (
      select h.ordinal from held_rows(array[list]) h
    ), due as (
      select i.ordinal from batch_item i
      where i.batch_id = list and i.cells <> '[]' and i.ordinal not in (select ordinal from held) limit most
    )
    update batch_item i set cells = '[]', secrets = null,
      -- What is wrong with a cell is said with what stands in it.
      problems = case when i.problems is not null then '[{"column": null, "reason": "What was wrong with it was dropped with its cells."}]'::jsonb end
    from due where i.batch_id = list and i.ordinal = due.ordinal;
    get diagnostics dropped = row_count;
    if dropped > 0 then
      return dropped;
    end if;
    update batch b set cells_held = (select count(*) from batch_item i where i.batch_id = list and i.cells <> '[]')
    where b.id = list;
  end loop;
  return 0;
end $$;

-- Batches that are due: none of their rows is held, and their look-ups are gone, or due as well.
create function due_batches(bound timestamptz, leaves bigint) returns setof uuid language sql stable as $$
  with due as materialized (select due_lookups(bound, leaves) as id)
  select b.id from old_lists(bound) b
  where not exists (select from held_rows(array[b.id]))
    and not exists (select from lookup l where l.request_id = b.id and l.id not in (select id from due))
    and not exists (
      select from batch_schedule s join batch r on r.schedule_id = s.id
      where s.batch_id = b.id and r.id >= first_time_id(bound))
$$;

-- Drops at most so many rows of the oldest batch that is due, and the batch with the last of them.
create function drop_batches(bound timestamptz, leaves bigint, most integer)
returns table (batches integer, rows integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  list uuid;
begin
  perform pg_advisory_xact_lock_shared(7238196);
  perform assert_retention('record', bound, leaves);
  batches := 0; rows := 0;
  select due into list from due_batches(bound, leaves) due order by due limit 1;
  if list is not null then
    delete from batch_item i where i.batch_id = list
      and i.ordinal in (select o.ordinal from batch_item o where o.batch_id = list order by o.ordinal limit most);
    get diagnostics rows = row_count;
    if rows < most then
      delete from batch_schedule s where s.batch_id = list;
      delete from batch b where b.id = list;
      batches := 1;
    end if;
  end if;
  return next;
end $$;

-- As before, and what somebody's list said beside what was asked about the player goes with the keys.
create or replace function erase_evidence(erasure_id uuid, keys uuid[], reason text, by text, events jsonb)
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
  with about as materialized (
    select l.request_id, l.ordinal from lookup l
    where l.origin = 'batch' and l.id in (select lookups_about(asked.player_id)))
  update batch_item i set cells = '[]', secrets = null
  from (
    select a.request_id, a.ordinal from about a
    union
    select d.batch_id, d.ordinal from about a join batch_item d on d.batch_id = a.request_id and d.duplicate_of = a.ordinal
  ) rows where i.batch_id = rows.request_id and i.ordinal = rows.ordinal;
  update erasure e set decision = 'approved', decided_by = by, decided_at = clock_timestamp(),
    decision_reason = erase_evidence.reason, keys = cardinality(erase_evidence.keys)
  where e.id = asked.id;
  perform audit.record_events(events);
  return 'done';
end $$;

revoke execute on function drop_cells, drop_batches from public;
grant execute on function drop_cells, drop_batches to statusdesk_app;

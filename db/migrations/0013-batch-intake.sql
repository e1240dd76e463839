-- How the rows of a batch come in, and what of them is nobody's to read.

alter table batch_item add column spoilt jsonb;
comment on column batch_item.spoilt is 'What the file itself had done to cells: [{"column": 3, "kind": "digits"}]. It counts where the column is asked about.';
alter table batch_item add column secrets bytea;
comment on column batch_item.secrets is 'Cells that are secret, encrypted; in cells and input stand marks. Dropped a week after the end.';
create index batch_item_secret on batch_item (batch_id) where secrets is not null;

-- Begins a reading. With an idempotency key that is there already, begins nothing and gives what stands under it.
create function begin_batch(batch jsonb, actor text, idempotency text, request_sha256 text)
returns table (batch_id uuid, stood_sha256 text) language plpgsql as $$
#variable_conflict use_column
declare
  given batch%rowtype := jsonb_populate_record(null::batch, begin_batch.batch);
begin
  if idempotency is not null then
    insert into idempotency_key (actor_id, key, request_sha256, request_id)
    values (actor, 'batch ' || idempotency, begin_batch.request_sha256, given.id)
    on conflict do nothing;
    if not found then
      return query select k.request_id, k.request_sha256 from idempotency_key k
                   where k.actor_id = actor and k.key = 'batch ' || idempotency;
      return;
    end if;
  end if;
  insert into batch (id, state, name, source, bytes, sha256, created_by)
  values (given.id, 'reading', given.name, given.source, given.bytes, given.sha256, actor);
end $$;

-- Takes rows into a batch that is still being read, and gives whether it was; the sweep refuses one that was silent.
create function add_batch_items(batch uuid, items jsonb) returns boolean language plpgsql as $$
begin
  update batch b set read_at = clock_timestamp() where b.id = add_batch_items.batch and b.state = 'reading';
  if not found then return false; end if;
  insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, problems, duplicate_of,
                          state, spoilt, secrets)
  select add_batch_items.batch, r.ordinal, r.line, r.cells, r.connection_id, r.input, r.transaction_id, r.problems,
         r.duplicate_of, case when r.problems is not null then 'invalid' when r.duplicate_of is not null then 'duplicate'
           else 'waiting' end, r.spoilt, decode(r.secrets, 'base64')
  from jsonb_to_recordset(items) as r (ordinal integer, line integer, cells jsonb, connection_id text, input jsonb,
    transaction_id text, problems jsonb, duplicate_of integer, spoilt jsonb, secrets text)
  on conflict (batch_id, ordinal) do update set cells = excluded.cells, connection_id = excluded.connection_id,
    input = excluded.input, transaction_id = excluded.transaction_id, problems = excluded.problems,
    state = excluded.state, secrets = excluded.secrets, duplicate_of = excluded.duplicate_of;
  return true;
end $$;

-- The end of a reading, with its event.
create function finish_batch_reading(batch uuid, about jsonb, events jsonb) returns boolean language plpgsql as $$
declare
  given batch%rowtype := jsonb_populate_record(null::batch, about);
begin
  update batch b set state = 'ready', columns = given.columns, format = given.format, mapping = given.mapping,
    notes = given.notes, read_at = clock_timestamp()
  where b.id = finish_batch_reading.batch and b.state = 'reading';
  if not found then return false; end if;
  perform audit.record_events(events);
  return true;
end $$;

-- A list that is no good: its rows go, and the sentence that says why stays.
create function refuse_batch(batch uuid, why text, events jsonb) returns boolean language plpgsql as $$
begin
  update batch b set state = 'refused', refusal = why, finished_at = clock_timestamp()
  where b.id = refuse_batch.batch and b.state = 'reading';
  if not found then return false; end if;
  delete from batch_item i where i.batch_id = refuse_batch.batch;
  perform audit.record_events(events);
  return true;
end $$;

-- A batch that was never started is given up: its rows go.
create function discard_batch(batch uuid, events jsonb) returns boolean language plpgsql as $$
begin
  update batch b set state = 'cancelled', finished_at = clock_timestamp()
  where b.id = discard_batch.batch and b.state = 'ready';
  if not found then return false; end if;
  delete from batch_item i where i.batch_id = discard_batch.batch;
  perform audit.record_events(events);
  return true;
end $$;

grant execute on function begin_batch, add_batch_items, finish_batch_reading, refuse_batch, discard_batch to statusdesk_app;

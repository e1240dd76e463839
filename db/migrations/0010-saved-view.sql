-- Views of the audit that people keep, and runs of the verifier, so that every process of the desk can show them.

create table saved_view (
  id uuid primary key,
  owner_id text not null references person,
  name text not null check (name <> ''),
  shared boolean not null,
  filter jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);
comment on column saved_view.filter is 'The query of the page, name by name, as it was typed: days are read in the zone of whoever looks.';
comment on column saved_view.deleted_at is 'Kept for a day, so that it can be taken back.';
create unique index saved_view_by_name on saved_view (owner_id, lower(name)) where deleted_at is null;
create index saved_view_shared on saved_view (lower(name)) where shared and deleted_at is null;
create index saved_view_deleted on saved_view (deleted_at) where deleted_at is not null;
grant select, insert, update, delete on saved_view to statusdesk_app;

create table verification_run (
  id uuid primary key,
  started_by text not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  done bigint not null default 0,
  total bigint not null,
  cancelled_at timestamptz,
  finished_at timestamptz,
  result jsonb,
  check ((finished_at is null) = (result is null))
);
comment on table verification_run is 'What pages show of verifications. No proof of anything: whoever owns the database can write here. The event audit.verified is the record of it.';
comment on column verification_run.seen_at is 'When the process that runs it last said so.';
comment on column verification_run.cancelled_at is 'When somebody asked for its end; the process that runs it sees to that.';
create unique index verification_run_running on verification_run ((true)) where finished_at is null;
create index verification_run_by_start on verification_run (started_at desc);
grant select, insert, update on verification_run to statusdesk_app;

-- The end of a run with its event. Gives false, and writes nothing, when it has ended already, or, where only a run
-- that has been silent for so long is to be ended, when it was heard of since.
create function finish_verification(run uuid, result jsonb, silent interval, events jsonb) returns boolean
language plpgsql as $$
begin
  update verification_run r set finished_at = clock_timestamp(), result = finish_verification.result
  where r.id = run and r.finished_at is null and (silent is null or r.seen_at < clock_timestamp() - silent);
  if not found then return false; end if;
  perform audit.record_events(events);
  return true;
end $$;
grant execute on function finish_verification to statusdesk_app;

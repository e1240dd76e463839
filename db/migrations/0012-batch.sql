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
comment on column batch_item.asked is 'How many look-ups were committed for it.';
comment on column batch_item.claimed_by is 'The run of the lane that claimed it last.';
comment on column batch_item.outcome is 'This and the next four: of the newest accepted outcome, for tiles and filters.';
create index batch_item_by_result on batch_item (batch_id, state, connection_id, outcome, status, fault, ordinal);
create index batch_item_to_claim on batch_item (batch_id, connection_id, ready_at, ordinal) where state = 'waiting';
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

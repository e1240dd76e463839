-- Evidence is kept encrypted, under a key per player: who erases the key erases what was said about the player, and
-- every digest of it still stands.

create table evidence_key (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('player', 'transaction', 'connection')),
  subject text not null,
  master_key_id text not null,
  wrapped bytea,
  created_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz,
  erasure_id uuid,
  check ((wrapped is null) = (erased_at is not null))
);
comment on table evidence_key is 'Keys of evidence, wrapped by the master key, which the database never sees. Erased: wrapped is null, for good.';
comment on column evidence_key.subject is
  'player: the player id. transaction: connection id, a space, transaction id, where no player was named. connection: what belongs to no row of a call.';
comment on column evidence_key.master_key_id is 'Which master key wraps it: the first 16 hex of its SHA-256.';
create unique index evidence_key_living on evidence_key (subject_kind, subject) where erased_at is null;
create index evidence_key_by_subject on evidence_key (subject_kind, subject);

create table evidence (
  exchange_id uuid not null references exchange,
  n smallint not null,
  key_id uuid not null references evidence_key,
  sealed bytea not null,
  primary key (exchange_id, n)
);
comment on table evidence is
  'What was sent and received, encrypted: one row a call, or, where a call asks about several players, a row for each beside what is theirs together (n = 0).';
comment on column evidence.sealed is 'nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16).';
create index evidence_by_key on evidence (key_id);

-- How people prove who they are beside their password: authenticator apps, recovery codes, passkeys.

alter table session add column method text not null default 'password';
comment on column session.method is 'What opened it, as SignInMethod in lib/access/sign-in-method.ts.';
alter table session add column two_factors boolean not null default false;
comment on column session.two_factors is 'Whether whoever opened it has given two factors, at sign-in or since.';

create table authenticator (
  person_id text primary key references person on delete cascade,
  secret text not null,
  last_step bigint not null,
  confirmed_at timestamptz not null default clock_timestamp()
);
comment on table authenticator is 'Authenticator apps (RFC 6238), each confirmed by a code.';
comment on column authenticator.secret is 'Encrypted under a key that the database never sees; the person is part of what is encrypted.';
comment on column authenticator.last_step is 'The 30 seconds of the last code taken. No code of those or of earlier ones is taken again.';

create table authenticator_offer (
  person_id text primary key references person on delete cascade,
  secret text not null,
  offered_at timestamptz not null default clock_timestamp()
);
comment on table authenticator_offer is 'Shown to be scanned, and of no use until a code confirms it.';

create table recovery_code (
  person_id text not null references person on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (person_id, hash)
);
comment on column recovery_code.hash is 'HMAC-SHA-256, hex, under a key that the database never sees.';

create table passkey (
  id text primary key,
  person_id text not null references person on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text not null,
  synced boolean not null,
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz
);
comment on column passkey.id is 'The credential id, base64url.';
comment on column passkey.counter is 'Of signatures; 0 for good where the authenticator does not count.';
comment on column passkey.transports is 'How a browser reaches it, with commas.';
create index passkey_by_person on passkey (person_id);

create table pending_proof (
  hash text primary key,
  kind text not null check (kind in ('code', 'passkey_sign_in', 'passkey_add', 'passkey_confirm')),
  person_id text references person on delete cascade,
  method text,
  expires_at timestamptz not null
);
comment on table pending_proof is 'Begun and not finished: a sign-in that still wants a code, or a challenge that a passkey is to sign.';
comment on column pending_proof.hash is 'SHA-256, hex, of what the browser holds: the value of the cookie, or the challenge.';
create index pending_proof_by_end on pending_proof (expires_at);

grant select, insert, update, delete
  on authenticator, authenticator_offer, recovery_code, passkey, pending_proof to statusdesk_app;

-- Makes what was offered count, with new recovery codes; ends the person's other sessions, for which no code was given.
-- Gives false, and writes nothing, when something else has been offered since or the offer has been taken.
create function confirm_authenticator(
  whom text, offered text, step bigint, code_hashes jsonb, own_session text, events jsonb
) returns boolean language plpgsql as $$
begin
  delete from authenticator_offer o where o.person_id = whom and o.secret = offered;
  if not found then return false; end if;
  insert into authenticator (person_id, secret, last_step) values (whom, offered, step)
  on conflict (person_id) do update
    set secret = excluded.secret, last_step = excluded.last_step, confirmed_at = clock_timestamp();
  delete from recovery_code c where c.person_id = whom;
  insert into recovery_code (person_id, hash) select whom, value from jsonb_array_elements_text(code_hashes);
  delete from session s where s.person_id = whom and session_hash(s.token) <> own_session;
  update session s set two_factors = true where s.person_id = whom and session_hash(s.token) = own_session;
  perform audit.record_events(events);
  return true;
end $$;

-- New recovery codes in the place of all old ones. Gives false, and writes nothing, without an authenticator app.
create function replace_recovery_codes(whom text, code_hashes jsonb, events jsonb) returns boolean language plpgsql as $$
begin
  -- Of two calls at once the second replaces what the first has made.
  perform 1 from authenticator a where a.person_id = whom for update;
  if not found then return false; end if;
  delete from recovery_code c where c.person_id = whom;
  insert into recovery_code (person_id, hash) select whom, value from jsonb_array_elements_text(code_hashes);
  perform audit.record_events(events);
  return true;
end $$;

grant execute on function confirm_authenticator, replace_recovery_codes to statusdesk_app;

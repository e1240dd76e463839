-- People, their sessions, API tokens and the counters that slow guessing down.

create table person (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('support', 'finance', 'manager', 'admin')),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);

create table session (
  id text primary key,
  token text not null unique,
  person_id text not null references person on delete cascade,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null default clock_timestamp(),
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column session.token is 'The cookie holds it signed; without the secret it opens nothing.';
comment on column session.expires_at is 'The absolute end. The idle end follows from last_seen_at, which is written at most once a minute.';
create index session_by_person on session (person_id);

create table account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person_id text not null references person on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (provider_id, account_id)
);
comment on table account is 'A way in. With provider_id credential, password is the salted scrypt hash.';
create index account_by_person on account (person_id);

create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
comment on table verification is 'Short-lived values of the authentication library.';
create index verification_by_identifier on verification (identifier);

create table api_token (
  id uuid primary key,
  name text not null,
  role text not null check (role in ('support', 'finance', 'manager', 'admin')),
  sha256 bytea not null unique,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
comment on column api_token.sha256 is 'Of the whole token. 256 random bits need no salt and no slow hash.';
comment on column api_token.last_used_at is 'Written at most once a minute.';

-- Unlogged: a crash gives everybody a fresh window.
create unlogged table rate_limit (
  key text primary key,
  taken integer not null,
  resets_at timestamptz not null
);
create index rate_limit_by_end on rate_limit (resets_at);

grant select, insert, update, delete on person, session, account, verification, rate_limit to statusdesk_app;
grant select, insert on api_token to statusdesk_app;
grant update (revoked_at, last_used_at) on api_token to statusdesk_app;

-- A person, the password of theirs, and the event, all or none. Gives false, and writes nothing, when the address is taken.
create function create_person(person jsonb, password_hash text, events jsonb) returns boolean language plpgsql as $$
begin
  insert into person (id, name, email, role)
  values (person ->> 'id', person ->> 'name', person ->> 'email', person ->> 'role')
  on conflict (email) do nothing;
  if not found then return false; end if;
  insert into account (id, account_id, provider_id, person_id, password)
  values (gen_random_uuid()::text, person ->> 'id', 'credential', person ->> 'id', password_hash);
  perform audit.record_events(events);
  return true;
end $$;

-- Counts one try in the key's window and gives where it stands. One statement, so that parallel tries are
-- counted one after the other. Each call also drops two windows that are over: the table cannot grow with
-- keys that strangers make up.
create function take_token(key text, window_ms integer) returns table (taken integer, resets_at timestamptz)
language sql as $$
  with swept as (
    delete from rate_limit r using (
      select old.key from rate_limit old
      where old.resets_at < clock_timestamp() and old.key <> take_token.key
      order by old.resets_at limit 2 for update skip locked
    ) ended where r.key = ended.key
  )
  insert into rate_limit as r (key, taken, resets_at)
  values (take_token.key, 1, clock_timestamp() + make_interval(secs => window_ms / 1000.0))
  on conflict (key) do update set
    taken = case when r.resets_at > clock_timestamp() then r.taken + 1 else 1 end,
    resets_at = case when r.resets_at > clock_timestamp() then r.resets_at else excluded.resets_at end
  returning r.taken, r.resets_at
$$;

grant execute on function create_person, take_token to statusdesk_app;

-- People set their own passwords, by a link, and may sign in at the operator's own provider.

create table invitation (
  person_id text primary key references person on delete cascade,
  sha256 bytea not null unique,
  purpose text not null check (purpose in ('set_password', 'sign_in')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
comment on table invitation is 'The one link of a person that still works. A new one replaces it; using it takes it away.';
comment on column invitation.sha256 is 'Of the secret in the link. 256 random bits need no salt and no slow hash.';

create table oidc_spent (
  flow_id uuid primary key,
  expires_at timestamptz not null
);
comment on table oidc_spent is 'Sign-ins at the provider whose answer was taken. What a cookie says of one counts once.';
create index oidc_spent_by_end on oidc_spent (expires_at);

-- One account of a provider belongs to one person (0002), and a person has one account of each.
create unique index account_one_of_each on account (provider_id, person_id);

-- A person without a password, the link by which they set one (null: none is needed), and the events, all or none.
-- Gives false, and writes nothing, when the address is taken.
create function invite_person(person jsonb, secret_sha256 text, link_expires_at timestamptz, events jsonb) returns boolean
language plpgsql as $$
begin
  insert into person (id, name, email, role)
  values (person ->> 'id', person ->> 'name', person ->> 'email', person ->> 'role')
  on conflict (email) do nothing;
  if not found then return false; end if;
  if secret_sha256 is not null then
    insert into invitation (person_id, sha256, purpose, expires_at)
    values (person ->> 'id', decode(secret_sha256, 'hex'), 'set_password', link_expires_at);
  end if;
  perform audit.record_events(events);
  return true;
end $$;

-- The password that somebody set by a link, the end of the link and of their sessions, and the event, all or none.
-- Gives false, and writes nothing, when the link does not work, or no longer.
create function set_password(whom text, secret_sha256 text, password_hash text, events jsonb) returns boolean
language plpgsql as $$
begin
  delete from invitation i using person p
  where i.person_id = whom and i.sha256 = decode(secret_sha256, 'hex') and i.purpose = 'set_password'
    and i.expires_at > clock_timestamp() and p.id = whom and p.disabled_at is null;
  if not found then return false; end if;
  insert into account (id, account_id, provider_id, person_id, password)
  values (gen_random_uuid()::text, whom, 'credential', whom, password_hash)
  on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = clock_timestamp();
  delete from session s where s.person_id = whom;
  delete from pending_proof p where p.person_id = whom;
  perform audit.record_events(events);
  return true;
end $$;

-- The account of a provider that a person came with for the first time, and the event. Gives false, and writes nothing,
-- when the account is somebody's, or the person has another one of this provider.
create function link_account(whom text, provider text, subject text, events jsonb) returns boolean language plpgsql as $$
begin
  insert into account (id, account_id, provider_id, person_id)
  values (gen_random_uuid()::text, subject, provider, whom)
  on conflict do nothing;
  if not found then return false; end if;
  update person set email_verified = true, updated_at = clock_timestamp() where id = whom;
  perform audit.record_events(events);
  return true;
end $$;

-- A new link for a person in the place of any other, and the event.
create function replace_link(whom text, for_purpose text, secret_sha256 text, link_expires_at timestamptz, events jsonb)
returns void language plpgsql as $$
begin
  insert into invitation (person_id, sha256, purpose, expires_at)
  values (whom, decode(secret_sha256, 'hex'), for_purpose, link_expires_at)
  on conflict (person_id) do update set sha256 = excluded.sha256, purpose = excluded.purpose,
    created_at = clock_timestamp(), expires_at = excluded.expires_at;
  perform audit.record_events(events);
end $$;

grant select, insert, update, delete on invitation, oidc_spent to statusdesk_app;
grant execute on function invite_person, set_password, link_account, replace_link to statusdesk_app;

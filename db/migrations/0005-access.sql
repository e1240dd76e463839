-- Disabling people, and asking for the password again before what matters most.

alter table person add column disabled_at timestamptz;
comment on column person.disabled_at is 'Asked for with every request: whoever is disabled has no session, whatever row of one there is.';

alter table session add column confirmed_at timestamptz not null default clock_timestamp();
comment on column session.confirmed_at is 'When the password was last given in this session; at its start, to begin with.';

-- Whether taking somebody from the administrators would leave none. Locks every administrator, so that of two
-- calls that take one each the second sees what the first has done.
create function is_last_admin(whom text) returns boolean language plpgsql as $$
begin
  perform 1 from person where role = 'admin' and disabled_at is null order by id for update;
  return exists (select 1 from person p where p.id = whom and p.role = 'admin' and p.disabled_at is null)
    and not exists (select 1 from person p where p.id <> whom and p.role = 'admin' and p.disabled_at is null);
end $$;

-- A person's role with its event. Gives false, and writes nothing, when nobody would be left to administer the desk.
create function change_role(whom text, to_role text, events jsonb) returns boolean language plpgsql as $$
begin
  if is_last_admin(whom) and to_role <> 'admin' then return false; end if;
  update person p set role = to_role, updated_at = clock_timestamp() where p.id = whom;
  perform audit.record_events(events);
  return true;
end $$;

-- Keeps a person out, ends their sessions, and writes the event. Gives false like change_role.
create function disable_person(whom text, events jsonb) returns boolean language plpgsql as $$
begin
  if is_last_admin(whom) then return false; end if;
  update person p set disabled_at = clock_timestamp(), updated_at = clock_timestamp() where p.id = whom;
  delete from session s where s.person_id = whom;
  perform audit.record_events(events);
  return true;
end $$;

-- What the record calls a session.
create function session_hash(token text) returns text language sql immutable as $$
  select encode(sha256(convert_to(token, 'UTF8')), 'hex')
$$;

grant execute on function is_last_admin, change_role, disable_person, session_hash to statusdesk_app;

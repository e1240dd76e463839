-- An answer must never be lost because the key that its subject has cannot be opened, wrapped as it is by a master key
-- that is not there, or altered: another key is made beside it.

alter table evidence_key add beside uuid;
comment on column evidence_key.beside is
  'The key of the same subject that could not be opened when this one was made; null as a rule. Bound to what is wrapped.';

drop index evidence_key_living;
create unique index evidence_key_living
  on evidence_key (subject_kind, subject, coalesce(beside, '00000000-0000-0000-0000-000000000000'))
  where erased_at is null;

-- As in 0006, but that keys which `refused` names are passed over, and what is made may stand beside one of them.
drop function find_or_make_keys(jsonb);
create function find_or_make_keys(offered jsonb, refused uuid[])
returns table (id uuid, subject_kind text, subject text, master_key_id text, wrapped bytea, created_at timestamptz, beside uuid)
language sql as $$
  with offer as (
    select * from jsonb_to_recordset(offered) as o (id uuid, subject_kind text, subject text, master_key_id text,
      wrapped text, created_at timestamptz, beside uuid)
  ), living as (
    select distinct on (k.subject_kind, k.subject)
      k.id, k.subject_kind, k.subject, k.master_key_id, k.wrapped, k.created_at, k.beside
    from offer o join evidence_key k on k.subject_kind = o.subject_kind and k.subject = o.subject and k.erased_at is null
    where not k.id = any (refused)
    order by k.subject_kind, k.subject, k.beside nulls first, k.created_at
  ), made as (
    insert into evidence_key (id, subject_kind, subject, master_key_id, wrapped, created_at, beside)
    select o.id, o.subject_kind, o.subject, o.master_key_id, decode(o.wrapped, 'base64'), o.created_at, o.beside from offer o
    where not exists (select from living l where l.subject_kind = o.subject_kind and l.subject = o.subject)
    on conflict do nothing
    returning id, subject_kind, subject, master_key_id, wrapped, created_at, beside
  )
  select * from living union all select * from made
$$;
grant execute on function find_or_make_keys to statusdesk_app;

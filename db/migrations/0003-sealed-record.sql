-- The sealed record: every event carries its writer's code and a leaf hash; a Merkle tree (RFC 6962) grows behind them.

do $$ begin
  create role statusdesk_sealer nologin;
exception when duplicate_object or unique_violation then null;
end $$;
-- Whoever migrates may act as the sealer; a separate login of the worker is granted the role by its administrator.
do $$ begin
  execute format('grant statusdesk_sealer to %I', current_user);
exception when others then null;
end $$;
grant usage on schema public, audit to statusdesk_sealer;

alter table audit.event add mac bytea, add leaf_hash bytea;
comment on column audit.event.mac is 'HMAC-SHA256 of canon, under a key that the database never sees. All zeros: written before there were codes.';
comment on column audit.event.leaf_hash is
  'sha256(0x00 ‖ int8 id ‖ int8 microseconds since 1970 ‖ int4 length of canon ‖ canon ‖ mac ‖ payload_sha256 ‖ int8 xid ‖ db_role)';

-- xid and db_role come last and are not in canon, which says whether there is a payload_sha256: no two rows
-- give the same bytes.
create function audit.leaf_hash(e audit.event) returns bytea language sql stable as $$
  select sha256('\x00' || int8send(e.id) || int8send((extract(epoch from e.recorded_at) * 1000000)::bigint)
    || int4send(octet_length(e.canon)) || e.canon || e.mac || coalesce(e.payload_sha256, '')
    || xid8send(e.xid) || convert_to(e.db_role, 'UTF8'))
$$;

-- Events from before get the leaf hash and no code. The first sealer vouches for how many there were (seal.began).
alter table audit.event disable trigger append_only;
update audit.event e set mac = decode(repeat('00', 32), 'hex');
update audit.event e set leaf_hash = audit.leaf_hash(e);
alter table audit.event enable always trigger append_only;
alter table audit.event
  alter mac set not null, alter leaf_hash set not null,
  add check (octet_length(mac) = 32), add check (octet_length(payload_sha256) = 32);
create index event_in_order on audit.event (xid, id);

create or replace function audit.stamp_event() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  new.db_role := session_user;
  new.leaf_hash := sha256('\x00' || int8send(new.id) || int8send((extract(epoch from new.recorded_at) * 1000000)::bigint)
    || int4send(octet_length(new.canon)) || new.canon || new.mac || coalesce(new.payload_sha256, '')
    || xid8send(new.xid) || convert_to(new.db_role, 'UTF8'));
  return new;
end $$;

create or replace function audit.record_events(events jsonb) returns void language sql as $$
  insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, object_type, object_id,
                           lookup_id, transaction_id, player_id, canon, payload_sha256, mac)
  select '0', 'epoch', '', e.writer_id, e.writer_seq, e.kind, e.actor_id, e.object_type, e.object_id,
         e.lookup_id, e.transaction_id, e.player_id, decode(e.canon, 'base64'), decode(e.payload_sha256, 'hex'),
         decode(e.mac, 'hex')
  from jsonb_to_recordset(events) as e (writer_id uuid, writer_seq bigint, kind text, actor_id text,
    object_type text, object_id text, lookup_id uuid, transaction_id text, player_id text, canon text,
    payload_sha256 text, mac text)
$$;

-- The same for what a writer says of itself: may be said again when it is not known whether it was taken, and
-- fills a number only where nothing stands under it.
create function audit.record_own_events(events jsonb) returns void language sql as $$
  insert into audit.event (xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, object_type, object_id,
                           canon, mac)
  select '0', 'epoch', '', e.writer_id, e.writer_seq, e.kind, e.actor_id, e.object_type, e.object_id,
         decode(e.canon, 'base64'), decode(e.mac, 'hex')
  from jsonb_to_recordset(events) as e (writer_id uuid, writer_seq bigint, kind text, actor_id text,
    object_type text, object_id text, canon text, mac text)
  on conflict (writer_id, writer_seq) do nothing
$$;

create table audit.seal (
  leaf_index bigint primary key,
  event_id bigint not null unique,
  leaf_hash bytea not null,
  mac bytea not null
);
comment on table audit.seal is 'The leaves of the tree, in order of (xid, id) of their events.';
comment on column audit.seal.mac is 'HMAC-SHA256 of place, event and leaf: an event changed together with its seal is found by itself, not only as one of those before a checkpoint.';

create table audit.node (
  level smallint not null check (level in (8, 16, 24)),
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);
comment on table audit.node is 'Roots of whole subtrees of 2^level leaves, so that a proof reads hundreds of leaves and not all.';

create table audit.checkpoint (
  id bigint generated always as identity primary key,
  tree_size bigint not null,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null
);
comment on column audit.checkpoint.note is 'C2SP tlog-checkpoint with an Ed25519 note signature; also kept outside the database.';
create index checkpoint_by_size on audit.checkpoint (tree_size, id);

create table audit.frontier (
  one boolean primary key default true check (one),
  tree_size bigint not null,
  last_xid xid8 not null,
  last_id bigint not null,
  peaks bytea not null
);
comment on table audit.frontier is 'Where the sealer stands, in one row. peaks: roots of the whole subtrees that make up the tree, the largest first.';
insert into audit.frontier values (true, 0, '0', 0, '');

do $$
declare recorded regclass;
begin
  foreach recorded in array array['audit.seal', 'audit.node', 'audit.checkpoint']::regclass[] loop
    execute format('create trigger append_only before update or delete or truncate on %s
                    for each statement execute function refuse_change()', recorded);
    execute format('alter table %s enable always trigger append_only', recorded);
    execute format('grant insert on %s to statusdesk_sealer', recorded);
  end loop;
end $$;
create trigger append_only before delete or truncate on audit.frontier for each statement execute function refuse_change();
alter table audit.frontier enable always trigger append_only;
grant update on audit.frontier to statusdesk_sealer;
grant select on audit.event, audit.seal, audit.node, audit.checkpoint, audit.frontier to statusdesk_app, statusdesk_sealer;

-- Appends leaves behind from_size and moves the frontier, all or none. Gives false, and writes nothing, when the
-- tree has another size by now: of two sealers the second starts over, and the tree never forks.
create function audit.seal_leaves(from_size bigint, ids bigint[], leaves bytea, macs bytea, nodes jsonb, peaks bytea,
                                  last_xid xid8, last_id bigint)
returns boolean language plpgsql as $$
begin
  update audit.frontier f
  set tree_size = from_size + cardinality(ids), peaks = seal_leaves.peaks, last_xid = seal_leaves.last_xid,
      last_id = seal_leaves.last_id
  where f.tree_size = from_size;
  if not found then return false; end if;
  insert into audit.seal (leaf_index, event_id, leaf_hash, mac)
  select from_size + n - 1, id, substring(leaves from (n::int - 1) * 32 + 1 for 32),
         substring(macs from (n::int - 1) * 32 + 1 for 32)
  from unnest(ids) with ordinality as one (id, n);
  insert into audit.node (level, index, hash)
  select level, index, decode(hash, 'hex') from jsonb_to_recordset(nodes) as n (level smallint, index bigint, hash text);
  return true;
end $$;

revoke execute on function audit.seal_leaves from public;
grant execute on function audit.record_events, audit.record_own_events to statusdesk_app;
grant execute on function audit.seal_leaves to statusdesk_sealer;

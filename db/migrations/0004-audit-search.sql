-- What the audit is searched by beside the columns it had. They are copied out of the canonical bytes here, so
-- that no writer can say one thing in them and another in the bytes.

alter table audit.event
  add column result text,
  add column connection_id text,
  add column reason text,
  add column ip text;

create function audit.copy_for_search() returns trigger language plpgsql as $$
declare
  said jsonb := convert_from(new.canon, 'UTF8');
begin
  new.result := said ->> 'result';
  new.reason := said ->> 'reason';
  new.ip := said ->> 'ip';
  new.connection_id := coalesce(said #>> '{details,connection_id}',
                                case new.object_type when 'connection' then new.object_id end);
  return new;
end $$;
create trigger search before insert on audit.event for each row execute function audit.copy_for_search();
alter table audit.event enable always trigger search;

-- Events that were there before: their bytes are left alone.
alter table audit.event disable trigger append_only;
update audit.event set
  result = convert_from(canon, 'UTF8')::jsonb ->> 'result',
  reason = convert_from(canon, 'UTF8')::jsonb ->> 'reason',
  ip = convert_from(canon, 'UTF8')::jsonb ->> 'ip',
  connection_id = coalesce(convert_from(canon, 'UTF8')::jsonb #>> '{details,connection_id}',
                           case object_type when 'connection' then object_id end);
alter table audit.event enable always trigger append_only;

create index event_by_time on audit.event (recorded_at);
create index event_by_connection on audit.event (connection_id, id desc) where connection_id is not null;
create index event_by_result on audit.event (result, id desc) where result <> 'ok';
create index event_by_reason on audit.event (reason, id desc) where reason is not null;
create index event_by_ip on audit.event (ip, id desc) where ip is not null;
comment on index audit.event_by_time is 'Ids follow time closely, not exactly: a period is found here and then read by id.';

-- Schedules: which runs belong to one, and one at a time for a list.

create index batch_by_schedule on batch (schedule_id, id desc) where schedule_id is not null;
create unique index batch_schedule_live on batch_schedule (batch_id) where ended_at is null;
create index batch_schedule_by_time on batch_schedule (id desc);

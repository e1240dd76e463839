-- Through which checkpoint each place outside the database has everything: what a place that was down still lacks
-- is what comes after. Nothing is proven by it; the notes themselves are signed.
create table audit.checkpoint_place (
  place text primary key,
  through bigint not null
);
comment on column audit.checkpoint_place.place is 'Kind of the place and a digest of its address, which may hold a secret.';
grant select, insert, update on audit.checkpoint_place to statusdesk_sealer;

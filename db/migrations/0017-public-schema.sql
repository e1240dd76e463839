-- Functions that act as their owner name tables without a schema: nobody else may put one of the same name beside them.
-- New databases have it so since Postgres 15; one that was made before and upgraded may not.
revoke create on schema public from public;

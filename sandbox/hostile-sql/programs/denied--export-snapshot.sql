-- Leaves files behind on the server.
begin isolation level repeatable read;
select pg_export_snapshot();

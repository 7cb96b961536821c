-- Holds a connection for nothing.
select pg_sleep(3600);

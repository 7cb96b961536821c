-- Looks at other people's locks.
select * from pg_locks;

-- The same until the transaction ends.
begin;
select pg_advisory_xact_lock(n) from generate_series(1, 100000) n;

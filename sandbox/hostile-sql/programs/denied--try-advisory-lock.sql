-- The same without waiting.
select count(pg_try_advisory_lock(n)) from generate_series(1, 100000) n;

-- Locks numbers that all databases share the table of.
select pg_advisory_lock(n) from generate_series(1, 100000) n;

-- Ends the sessions of everybody.
select pg_terminate_backend(pid) from generate_series(1, 5000) pid;

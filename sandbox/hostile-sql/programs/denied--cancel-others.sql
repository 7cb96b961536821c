-- Cancels what others run.
select pg_cancel_backend(pid) from generate_series(1, 5000) pid;

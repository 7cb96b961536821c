-- Switches the session's own limits off first.
set statement_timeout = 0;
set lock_timeout = 0;
set transaction_timeout = 0;
select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b;

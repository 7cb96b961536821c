-- Rotates the server's log.
select pg_rotate_logfile();

-- Reads what others run.
select query from pg_stat_activity;

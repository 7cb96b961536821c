-- The same past the view.
select * from pg_stat_get_activity(null);

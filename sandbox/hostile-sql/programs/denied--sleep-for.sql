-- The same by an interval.
select pg_sleep_for('1 hour');

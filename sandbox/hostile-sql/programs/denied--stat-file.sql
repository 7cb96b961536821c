-- Asks for a file's facts.
select pg_stat_file('postgresql.conf');

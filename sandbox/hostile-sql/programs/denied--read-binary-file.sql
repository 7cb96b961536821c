-- Reads the cluster's own files.
select pg_read_binary_file('global/pg_control');

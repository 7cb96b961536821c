-- Reads a file by function.
select pg_read_file('/etc/passwd');

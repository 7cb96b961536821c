-- Writes a file of the server.
copy (select 'x') to '/tmp/owned';

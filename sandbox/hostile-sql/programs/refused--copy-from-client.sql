-- Waits for data that nobody sends.
create table loot (line text);
copy loot from stdin;

-- Opens connections from inside by a foreign table.
create extension postgres_fdw;

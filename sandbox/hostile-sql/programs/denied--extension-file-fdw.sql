-- Reads files as tables.
create extension file_fdw;

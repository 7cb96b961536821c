-- Puts tables in a folder of its own.
create tablespace t location '/tmp';

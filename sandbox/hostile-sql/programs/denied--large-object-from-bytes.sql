-- Fills a large object.
select lo_from_bytea(0, repeat('x', 1000000)::bytea);

-- Fills the queue that all databases share.
select pg_notify('channel', repeat('x', 7000)) from generate_series(1, 100000);

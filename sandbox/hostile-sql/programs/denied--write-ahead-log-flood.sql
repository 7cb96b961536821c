-- Writes into the log of changes without a table.
select pg_logical_emit_message(false, 'x', repeat('x', 1000000)) from generate_series(1, 1000);

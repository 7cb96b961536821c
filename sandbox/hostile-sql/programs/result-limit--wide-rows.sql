-- Rows of a megabyte.
select repeat('x', 1000000) from generate_series(1, 1000);

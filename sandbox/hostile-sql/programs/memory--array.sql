-- An array of everything.
select array_length(array_agg(repeat('x', 1000) || n), 1) from generate_series(1, 3000000) n;

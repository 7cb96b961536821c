-- A text that grows.
select length(string_agg(repeat('x', 1000), '')) from generate_series(1, 3000000);

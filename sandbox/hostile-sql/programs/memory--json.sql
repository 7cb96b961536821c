-- A document of everything.
select length(json_agg(repeat('x', 1000))::text) from generate_series(1, 3000000);

-- Asks for a billion rows.
select md5(n::text) from (select generate_series(1, 1000000000) as n) s;

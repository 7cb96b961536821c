-- Fills temporary files.
select count(*) from (select a from generate_series(1, 1000000000) a order by -a) s;

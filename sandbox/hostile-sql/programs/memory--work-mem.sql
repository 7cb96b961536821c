-- Raises the memory of sorts and uses it.
set work_mem = '2000GB';
set hash_mem_multiplier = 1000;
select count(*) from (select distinct repeat('x', 500) || n from generate_series(1, 4000000) n) d;

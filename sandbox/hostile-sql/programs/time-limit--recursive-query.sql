-- A recursion without an end, slow enough in each round that its rows do not fill the disk first.
with recursive r as (
  select 1::bigint as n
  union all
  select (r.n + s.many) % 1000 from r, lateral (select count(*) as many from generate_series(1, 10000 + r.n % 2)) s
)
select sum(n) from r;

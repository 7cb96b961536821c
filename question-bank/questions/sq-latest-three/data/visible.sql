insert into customer select generate_series(1, 300);
insert into orders
select n, case when n % 5 < 2 then 7 else 20 + n % 270 end,
       timestamptz '2026-01-01 00:00+00' + ((n::bigint * 7919) % 20000) * interval '1 minute', (n::bigint * 31) % 9000
from generate_series(1, 30000) n;

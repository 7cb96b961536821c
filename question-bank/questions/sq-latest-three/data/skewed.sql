insert into customer select generate_series(1, 2000);
insert into orders
select n, case when n % 5 < 2 then 7 else 20 + n % 1980 end,
       timestamptz '2026-01-01 00:00+00' + ((n::bigint * 7919) % 90000) * interval '1 minute', (n::bigint * 31) % 9000
from generate_series(1, 120000) n;

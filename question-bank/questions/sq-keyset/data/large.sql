insert into orders
select n, case when n % 2 = 0 then 7 else 1 + n % 40 end,
       timestamptz '2026-01-01 00:00+00' + (n / 200) * interval '1 minute', (n::bigint * 7919) % 100000, 'paid'
from generate_series(1, 120000) n;

insert into orders
select n, 1 + n % 5, timestamptz '2026-03-01 00:00+00' + (n / 40) * interval '1 minute', (n::bigint * 7919) % 100000,
       case when n % 9 = 0 then 'cancelled' else 'paid' end
from generate_series(1, 60000) n;

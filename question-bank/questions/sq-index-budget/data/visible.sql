insert into device
select n, (n::bigint * 7919) % 400, 'device ' || n, 'region-' || (n::bigint * 31) % 40,
       case when n % 250 = 0 then 'fault' when n % 5 = 0 then 'retired' else 'active' end,
       timestamptz '2025-01-01 00:00+00' + (((n::bigint * 104729) % 100000) * interval '5 minutes'),
       timestamptz '2026-06-01 00:00+00' + ((n::bigint * 13) % 4000) * interval '1 second', repeat('x', 120)
from generate_series(1, 100000) n;

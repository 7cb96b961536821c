insert into event
select n, n % 200, timestamptz '2026-01-01 00:00+00' + n * interval '37 seconds',
       (array['created', 'paid', 'shipped', 'returned'])[1 + n % 4], repeat(md5(n::text), 12)
from generate_series(1, 40000) n;

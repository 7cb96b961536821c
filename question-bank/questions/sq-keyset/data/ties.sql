-- Everything at two moments, with ids in no order of time.
insert into orders
select n, 1, timestamptz '2026-03-01 00:00+00' + (n % 2) * interval '1 second', n, 'paid'
from generate_series(1, 400) n;
insert into orders
select 1000 + n, 2, timestamptz '2026-03-01 00:00:00.000001+00', n, 'paid' from generate_series(1, 30) n;

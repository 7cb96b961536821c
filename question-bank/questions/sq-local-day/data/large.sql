insert into tenant select n, (array['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'])[1 + n % 4] from generate_series(1, 20) n;
insert into orders
select n, 1 + n % 20, timestamptz '2026-01-01 00:00+00' + n * interval '97 seconds', (n::bigint * 7919) % 50000
from generate_series(1, 120000) n;

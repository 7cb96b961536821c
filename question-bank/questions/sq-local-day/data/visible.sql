insert into tenant values (1, 'Europe/Berlin'), (2, 'America/New_York'), (3, 'Asia/Kolkata'), (4, 'UTC');
insert into orders
select n, 1 + n % 4, timestamptz '2026-03-01 00:00+00' + n * interval '97 seconds', (n::bigint * 7919) % 50000
from generate_series(1, 40000) n;

insert into activity
select g, g % 400, 'device ' || g % 3,
  timestamptz '2026-03-01 00:00+00' + ((g::bigint * 104729) % 200003) * interval '1 second',
  timestamptz '2026-03-01 00:00+00' + ((g::bigint * 104729) % 200003 + (g::bigint * 7919) % 3000) * interval '1 second'
from generate_series(1, 40000) g;

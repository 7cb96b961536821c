insert into sensor select g, 'hall ' || g from generate_series(1, 200) g;
insert into reading
select g, (g::bigint * 7919) % 200 + 1, timestamptz '2026-03-01 00:00+00' + g * interval '31 seconds', 15 + (g % 130) / 10.0
from generate_series(1, 20000) g;

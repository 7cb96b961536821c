insert into customer select generate_series(1, 8);
-- 1: all at one moment; 2: two moments; 3: one order; 4: two orders; 5: none; 6: four, the middle two equal.
insert into orders select n, 1, '2026-01-01 00:00+00', n from generate_series(1, 9) n;
insert into orders select 100 - n, 2, timestamptz '2026-01-01 00:00+00' + (n % 2) * interval '1 second', n from generate_series(1, 6) n;
insert into orders values (200, 3, '2026-02-01 00:00+00', 5), (201, 4, '2026-02-01 00:00+00', 6), (202, 4, '2026-02-01 00:00+00', 7),
  (303, 6, '2026-03-01 00:00+00', 1), (301, 6, '2026-03-02 00:00+00', 2), (302, 6, '2026-03-02 00:00+00', 3), (300, 6, '2026-03-03 00:00+00', 4);

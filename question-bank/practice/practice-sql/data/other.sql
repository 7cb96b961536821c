insert into sensor select g, 'hall ' || g from generate_series(1, 5) g;
insert into reading values
  (1, 1, '2026-03-02 00:00+00', 20), (2, 1, '2026-03-01 00:00+00', 21), (3, 2, '2026-03-01 00:00+00', 22);

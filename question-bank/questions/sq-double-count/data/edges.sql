insert into orders values
  (1, '2026-01-31 23:59:59.999999+00'), (2, '2026-02-01 00:00+00'), (3, '2026-02-28 22:00+00'),
  (4, '2026-03-01 03:30+00'), (5, '2026-12-31 23:30+00'), (6, '2027-01-01 00:00+00');
insert into order_line (order_id, amount_cents) select n, n * 10 from generate_series(1, 6) n;
insert into payment (order_id, amount_cents) select n, n * 9 from generate_series(1, 6) n;

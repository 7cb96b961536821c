insert into orders select n, timestamptz '2026-01-03 10:00+00' + n * interval '11 hours' from generate_series(1, 200) n;
insert into order_line (order_id, amount_cents) select n, 1000 + n * 7 from generate_series(1, 200) n;
insert into payment (order_id, amount_cents) select n, 1000 + n * 7 from generate_series(1, 180) n;
insert into refund (order_id, amount_cents) select n, 500 from generate_series(10, 200, 20) n;

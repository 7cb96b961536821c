insert into orders select n, timestamptz '2026-05-10 12:00+00' + n * interval '1 day' from generate_series(1, 6) n;
insert into order_line (order_id, amount_cents) select 1 + n % 6, 500 from generate_series(1, 24) n;
insert into payment (order_id, amount_cents) select 1 + n % 6, 250 from generate_series(1, 24) n;
insert into refund (order_id, amount_cents) select 1 + n % 3, 100 from generate_series(1, 9) n;

-- 0, 1 or n of each, in every combination.
insert into orders select n, timestamptz '2026-02-01 00:00+00' + n * interval '3 days' from generate_series(0, 26) n;
insert into order_line (order_id, amount_cents)
select n, 100 * (n + 1) + k from generate_series(0, 26) n, generate_series(1, 3) k where k <= n % 3 + (n / 9) % 2;
insert into payment (order_id, amount_cents)
select n, 70 * (n + 1) + k from generate_series(0, 26) n, generate_series(1, 3) k where k <= (n / 3) % 3;
insert into refund (order_id, amount_cents)
select n, 11 * (n + 1) + k from generate_series(0, 26) n, generate_series(1, 3) k where k <= (n / 9) % 3;

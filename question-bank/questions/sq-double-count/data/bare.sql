-- Orders without lines, and one that has only a refund.
insert into orders values (1, '2026-07-01 00:00+00'), (2, '2026-08-15 00:00+00'), (3, '2026-09-30 00:00+00');
insert into payment (order_id, amount_cents) values (2, 900);
insert into refund (order_id, amount_cents) values (3, 40), (3, 40);

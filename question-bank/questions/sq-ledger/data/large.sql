insert into account (id, currency) select n, 'EUR' from generate_series(1, 2000) n;
insert into entry (id, description) select n, 'entry ' || n from generate_series(1, 40000) n;
insert into line (entry_id, account_id, amount)
select n, 1 + n % 2000, 100 + n % 7 from generate_series(1, 40000) n
union all
select n, 1 + (n + 777) % 2000, -100 - n % 7 from generate_series(1, 40000) n;
select setval('entry_id_seq', 100000);

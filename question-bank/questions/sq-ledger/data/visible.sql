insert into account (id, currency) select n, case when n % 3 = 0 then 'USD' else 'EUR' end from generate_series(1, 30) n;
insert into entry (id, description) select n, 'entry ' || n from generate_series(1, 300) n;
insert into line (entry_id, account_id, amount)
select n, 1 + 3 * (n % 10), 100 + n from generate_series(1, 300) n
union all
select n, 2 + 3 * (n % 10), -100 - n from generate_series(1, 300) n;
select setval('entry_id_seq', 1000);
update account a set cached_balance = coalesce((select sum(amount) from line where account_id = a.id), 0);

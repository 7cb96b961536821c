insert into account (id, currency, cached_balance) values (1, 'EUR', 9999), (2, 'EUR', -1), (3, 'EUR', 5), (4, 'USD', 0);
insert into entry (id, description, reverses) values (1, 'sale', null), (2, 'taken back', 1), (3, 'sale', null);
insert into line (entry_id, account_id, amount) values
  (1, 1, 700), (1, 2, -700), (2, 1, -700), (2, 2, 700), (3, 1, 50), (3, 2, -25), (3, 2, -25);
select setval('entry_id_seq', 1000);

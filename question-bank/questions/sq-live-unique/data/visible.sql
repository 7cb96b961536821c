insert into account (id, tenant, email, deleted_at)
select n, case when n % 10 = 0 then null else n % 10 end, 'User' || n || '@Example.org',
       case when n % 4 = 0 then timestamptz '2026-01-01 00:00+00' + n * interval '1 hour' end
from generate_series(1, 4000) n;
select setval('account_id_seq', 10000);
insert into account (tenant, email, deleted_at) values
  (3, 'Ada@Example.org', null), (null, 'root@example.org', null), (4, 'gone@example.org', '2026-02-01 00:00+00');

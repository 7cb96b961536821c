insert into account (id, tenant, email, deleted_at)
select n, n % 50, 'User' || n || '@Example.org', case when n % 3 = 0 then timestamptz '2026-01-01 00:00+00' end
from generate_series(1, 60000) n;

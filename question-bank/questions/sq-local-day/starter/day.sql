select count(*) as orders, sum(o.total_cents) as total_cents
from orders o
where o.tenant = :tenant and date(o.created_at) = :day

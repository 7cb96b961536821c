select id, created_at, total_cents
from orders
where tenant = :tenant and created_at < :after_time
order by created_at desc, id desc
limit 20

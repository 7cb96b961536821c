select id, created_at, total_cents
from orders
where tenant = :tenant
  and (created_at < :after_time or (created_at = :after_time and id > :after_id))
order by created_at desc, id
limit 20

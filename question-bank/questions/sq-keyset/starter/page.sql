-- Today's page 2,000. Replace OFFSET: the last order of the page before is (:after_time, :after_id).
select id, created_at, total_cents
from orders
where tenant = :tenant
order by created_at desc, id desc
limit 20 offset 39980

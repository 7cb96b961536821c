select id, created_at, total_cents
from orders
where tenant = :tenant
order by created_at desc, id desc
limit 20
offset (select count(*) from orders
        where tenant = :tenant and (created_at, id) >= (:after_time, :after_id))

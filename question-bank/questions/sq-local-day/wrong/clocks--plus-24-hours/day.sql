select count(o.id) as orders, coalesce(sum(o.total_cents), 0) as total_cents
from tenant t
left join orders o
  on o.tenant = t.id
  and o.created_at >= (:day)::timestamp at time zone t.zone
  and o.created_at < ((:day)::timestamp at time zone t.zone) + interval '24 hours'
where t.id = :tenant

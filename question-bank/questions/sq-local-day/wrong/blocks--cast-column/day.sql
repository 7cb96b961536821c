select count(o.id) as orders, coalesce(sum(o.total_cents), 0) as total_cents
from tenant t
left join orders o on o.tenant = t.id and date(o.created_at at time zone t.zone) = :day
where t.id = :tenant

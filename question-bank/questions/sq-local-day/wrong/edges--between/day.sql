select count(o.id) as orders, coalesce(sum(o.total_cents), 0) as total_cents
from tenant t
left join orders o
  on o.tenant = t.id
  and o.created_at between (:day)::timestamp at time zone t.zone
                       and ((:day)::timestamp + interval '23:59:59') at time zone t.zone
where t.id = :tenant

select distinct on (c.id) c.id as customer, o.id as order_id, o.placed_at, o.total_cents
from unnest(:customers) as c (id)
left join orders o on o.customer = c.id
order by c.id, o.placed_at desc, o.id desc

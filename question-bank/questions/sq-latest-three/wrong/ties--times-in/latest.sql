select c.id as customer, o.id as order_id, o.placed_at, o.total_cents
from unnest(:customers) as c (id)
left join orders o on o.customer = c.id
  and o.placed_at in (select n.placed_at from orders n where n.customer = c.id order by n.placed_at desc limit 3)

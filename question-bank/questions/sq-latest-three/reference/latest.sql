select c.id as customer, o.id as order_id, o.placed_at, o.total_cents
from unnest(:customers) as c (id)
left join lateral (
  select id, placed_at, total_cents
  from orders
  where orders.customer = c.id
  order by placed_at desc, id desc
  limit 3
) o on true

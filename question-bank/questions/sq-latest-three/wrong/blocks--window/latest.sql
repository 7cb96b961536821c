select c.id as customer, r.id as order_id, r.placed_at, r.total_cents
from unnest(:customers) as c (id)
left join (
  select o.*, row_number() over (partition by customer order by placed_at desc, id desc) as place
  from orders o where customer = any (:customers)
) r on r.customer = c.id and r.place <= 3

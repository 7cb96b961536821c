select customer, id as order_id, placed_at, total_cents
from (
  select o.*, row_number() over (partition by customer order by placed_at desc) as place
  from orders o
) ranked
where place <= 3 and customer = any (:customers)

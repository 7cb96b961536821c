select c.id, c.name, c.country
from customer c
where not exists (select from refund r where r.customer_id = c.id)
order by c.id;

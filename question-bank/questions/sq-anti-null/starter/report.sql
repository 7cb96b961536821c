select id, name, country
from customer
where id not in (select customer_id from refund)
order by id;

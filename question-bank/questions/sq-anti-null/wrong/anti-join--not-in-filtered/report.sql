select id, name, country
from customer
where id not in (select customer_id from refund where customer_id is not null)
order by id;

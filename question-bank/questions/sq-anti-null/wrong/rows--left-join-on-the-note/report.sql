select c.id, c.name, c.country
from customer c left join refund r on r.customer_id = c.id
where r.note is null
order by c.id;

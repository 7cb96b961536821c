select min(id) as id, name, country from (
  select name, country from customer
  except
  select c.name, c.country from customer c join refund r on r.customer_id = c.id
) as left_over join customer using (name, country)
group by name, country
order by 1;

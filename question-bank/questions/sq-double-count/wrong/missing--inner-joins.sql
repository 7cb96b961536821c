with lines as (select order_id, sum(amount_cents) as cents from order_line group by order_id),
     paid as (select order_id, sum(amount_cents) as cents from payment group by order_id),
     refunded as (select order_id, sum(amount_cents) as cents from refund group by order_id)
select date_trunc('month', o.created_at at time zone 'UTC')::date as month,
       count(*) as orders,
       coalesce(sum(lines.cents), 0) as gross_cents,
       coalesce(sum(paid.cents), 0) as paid_cents,
       coalesce(sum(refunded.cents), 0) as refunded_cents
from orders o
join lines on lines.order_id = o.id
join paid on paid.order_id = o.id
join refunded on refunded.order_id = o.id
group by 1

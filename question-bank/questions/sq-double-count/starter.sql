select date_trunc('month', o.created_at)::date as month,
       count(*) as orders,
       sum(l.amount_cents) as gross_cents,
       sum(p.amount_cents) as paid_cents,
       sum(r.amount_cents) as refunded_cents
from orders o
join order_line l on l.order_id = o.id
join payment p on p.order_id = o.id
join refund r on r.order_id = o.id
group by 1;

select date_trunc('month', o.created_at at time zone 'UTC')::date as month, count(distinct o.id) as orders,
       coalesce(sum(l.amount_cents), 0) as gross_cents, coalesce(sum(p.amount_cents), 0) as paid_cents,
       coalesce(sum(r.amount_cents), 0) as refunded_cents
from orders o
left join order_line l on l.order_id = o.id
left join payment p on p.order_id = o.id
left join refund r on r.order_id = o.id
group by 1

select count(*) as orders, coalesce(sum(o.total_cents), 0) as total_cents
from orders o
where o.tenant = :tenant
  and case (select zone from tenant where id = :tenant)
        when 'Europe/Berlin' then date(o.created_at at time zone 'Europe/Berlin') = :day
        when 'America/New_York' then date(o.created_at at time zone 'America/New_York') = :day
        when 'Asia/Kolkata' then date(o.created_at at time zone 'Asia/Kolkata') = :day
        else date(o.created_at at time zone 'UTC') = :day
      end

create index orders_berlin on orders (tenant, date(created_at at time zone 'Europe/Berlin'));
create index orders_new_york on orders (tenant, date(created_at at time zone 'America/New_York'));
create index orders_kolkata on orders (tenant, date(created_at at time zone 'Asia/Kolkata'));
create index orders_utc on orders (tenant, date(created_at at time zone 'UTC'));

create index orders_page on orders (tenant, created_at desc, id desc);
create index orders_time on orders (created_at);

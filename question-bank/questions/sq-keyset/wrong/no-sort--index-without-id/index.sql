create index orders_page on orders (tenant, created_at desc);

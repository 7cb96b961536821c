create index orders_tenant_time on orders (tenant, created_at);

create index device_tenant_created on device (tenant, created_at desc) include (id, name, status, region);
create index device_faults on device (region) where status = 'fault';

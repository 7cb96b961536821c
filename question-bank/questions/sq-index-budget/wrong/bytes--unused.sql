create index device_tenant_created on device (tenant, created_at desc);
create index device_faults on device (region) where status = 'fault';
create index device_seen on device using brin (created_at);

create index device_page on device (tenant, created_at desc) where status = 'active';
create index device_count on device (tenant, created_at);
create index device_faults on device (region) where status = 'fault';
create index device_silent on device (tenant);

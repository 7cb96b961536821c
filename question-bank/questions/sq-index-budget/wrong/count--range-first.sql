create index device_created_tenant on device (created_at desc, tenant);
create index device_faults on device (region) where status = 'fault';

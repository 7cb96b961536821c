-- One index for every column that is asked for. More than the budget, and the reports suffer.
create index on device (tenant);
create index on device (status);
create index on device (created_at);
create index on device (region);
create index on device (last_seen);

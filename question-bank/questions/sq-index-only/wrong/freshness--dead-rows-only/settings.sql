alter table event set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);

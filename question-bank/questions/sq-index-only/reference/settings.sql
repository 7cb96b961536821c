alter table event set (autovacuum_vacuum_insert_threshold = 8000, autovacuum_vacuum_insert_scale_factor = 0);

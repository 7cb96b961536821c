create index job_all on job (priority desc, run_at, id) include (state, lease_until);

create index job_due on job (state, run_at);

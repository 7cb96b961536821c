create index job_open on job (priority desc, run_at, id) where state in ('queued', 'running');

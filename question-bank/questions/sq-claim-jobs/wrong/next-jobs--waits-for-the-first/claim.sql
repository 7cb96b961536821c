update job
set state = 'running', locked_by = :worker, lease_until = :now + interval '5 minutes', attempts = attempts + 1
where id in (
  select id
  from job
  where state in ('queued', 'running')
    and ((state = 'queued' and run_at <= :now) or (state = 'running' and lease_until < :now))
  order by priority desc, run_at, id
  limit :n
  for update
)
returning id;

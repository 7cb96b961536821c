-- It works as long as there is one worker.
update job
set state = 'running'
where id in (select id from job where state = 'queued' order by id limit :n)
returning id;

insert into job (id, priority, run_at, state, attempts)
select g, g % 10, timestamptz '2026-02-01 00:00+00' + g * interval '10 seconds', 'done', 1 from generate_series(1, 100000) g;
insert into job (id, priority, run_at)
select 100000 + g, g % 10, timestamptz '2026-03-01 00:00+00' + g * interval '1 second' from generate_series(1, 2000) g;

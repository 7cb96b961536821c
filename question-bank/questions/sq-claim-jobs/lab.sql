create table job (
  id bigint primary key,
  priority integer not null default 0,
  run_at timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done')),
  attempts integer not null default 0,
  locked_by text,
  lease_until timestamptz
);

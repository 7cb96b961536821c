create table on_call (
  id bigint primary key,
  shift date not null,
  doctor text not null,
  on_duty boolean not null default true
);

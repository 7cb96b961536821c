create table event (
  id bigint primary key,
  user_id bigint not null,
  at timestamptz not null,
  kind text not null,
  body text not null
);

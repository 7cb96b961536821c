create table activity (
  id bigint primary key,
  user_id bigint not null,
  device text not null,
  began timestamptz not null,
  ended timestamptz not null,
  check (ended >= began)
);

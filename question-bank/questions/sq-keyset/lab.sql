create table orders (
  id bigint primary key,
  tenant bigint not null,
  created_at timestamptz not null,
  total_cents bigint not null,
  status text not null
);

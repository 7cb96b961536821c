create table customer (id bigint primary key);
create table orders (
  id bigint primary key,
  customer bigint not null references customer,
  placed_at timestamptz not null,
  total_cents bigint not null
);

create table tenant (id bigint primary key, zone text not null);
create table orders (
  id bigint primary key,
  tenant bigint not null references tenant,
  created_at timestamptz not null,
  total_cents bigint not null
);

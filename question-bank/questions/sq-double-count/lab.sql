create table orders (id bigint primary key, created_at timestamptz not null);
create table order_line (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  amount_cents bigint not null
);
create table payment (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  amount_cents bigint not null
);
create table refund (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  amount_cents bigint not null
);

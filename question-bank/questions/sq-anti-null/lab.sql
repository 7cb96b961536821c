create table customer (
  id bigint primary key,
  name text not null,
  country text not null
);
create table refund (
  id bigint primary key,
  customer_id bigint,
  order_no text not null,
  amount_cents bigint not null check (amount_cents > 0),
  note text
);
create index refund_customer on refund (customer_id);

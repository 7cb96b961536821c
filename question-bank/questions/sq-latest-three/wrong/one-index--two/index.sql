create index orders_latest on orders (customer, placed_at desc, id desc);
create index orders_customer on orders (customer);

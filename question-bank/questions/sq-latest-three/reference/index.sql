create index orders_latest on orders (customer, placed_at desc, id desc);

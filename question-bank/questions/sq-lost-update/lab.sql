create table stock (
  sku text primary key,
  qty integer not null
);

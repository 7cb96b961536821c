create table address (
  id bigint primary key,
  city text not null,
  postcode text not null,
  street text not null
);
create index address_city on address (city);
create index address_postcode on address (postcode);
create table parcel (
  id bigint primary key,
  address_id bigint not null references address (id),
  weight_grams integer not null
);
create index parcel_address on parcel (address_id);
create table scan (
  id bigint primary key,
  parcel_id bigint not null references parcel (id),
  depot text not null
);
create index scan_parcel on scan (parcel_id);

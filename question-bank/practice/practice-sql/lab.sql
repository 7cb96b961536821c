create table sensor (
  id integer primary key,
  place text not null
);
create table reading (
  id bigint primary key,
  sensor_id integer not null references sensor (id),
  taken_at timestamptz not null,
  celsius numeric(5, 2) not null
);

create table device_state (
  device_id bigint primary key,
  version bigint not null,
  state text not null
);

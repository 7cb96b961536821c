create table device (
  id bigint primary key,
  tenant bigint not null,
  name text not null,
  region text not null,
  status text not null,
  created_at timestamptz not null,
  last_seen timestamptz not null,
  note text not null
) with (fillfactor = 70);

create table room (id bigint primary key, name text not null);

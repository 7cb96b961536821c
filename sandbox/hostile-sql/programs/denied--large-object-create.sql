-- Makes large objects, which no table shows.
select lo_create(0);

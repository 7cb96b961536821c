alter table event set (fillfactor = 70);

select * from (values ('40001', 'transaction', 'bounded'), ('40P01', 'transaction', 'bounded')) as rule (sqlstate, repeats, attempts);

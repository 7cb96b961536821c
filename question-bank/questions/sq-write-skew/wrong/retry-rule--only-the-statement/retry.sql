select * from (values ('40001', 'statement', 'bounded'), ('40P01', 'statement', 'bounded')) as rule (sqlstate, repeats, attempts);

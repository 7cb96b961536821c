select * from (values ('?????', 'statement', 'unbounded')) as rule (sqlstate, repeats, attempts);

-- Lists everybody's databases.
select datname from pg_database;

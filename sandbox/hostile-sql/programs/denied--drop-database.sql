-- Drops the database it is in.
do $$ begin execute 'alter database ' || quote_ident(current_database()) || ' rename to gone'; end $$;

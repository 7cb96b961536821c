-- Lines for the server's log.
do $$ begin for n in 1..20000 loop raise log '%', repeat('x', 1000); end loop; end $$;

-- A hundred thousand notices.
do $$ begin for n in 1..100000 loop raise notice '%', repeat('x', 100); end loop; end $$;

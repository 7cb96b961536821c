-- The same with a temporary table.
create temporary table big as select repeat(md5(n::text), 60) as x from generate_series(1, 100000) n;
do $$ begin loop insert into big select * from big limit 100000; end loop; end $$;

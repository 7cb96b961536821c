-- Makes very many small objects.
do $$ begin for n in 1..500 loop execute format('create table t%s (a int)', n); end loop; end $$;

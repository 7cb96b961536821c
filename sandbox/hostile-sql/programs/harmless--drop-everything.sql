-- Drops all there is.
do $$ declare one record; begin
  for one in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    execute format('drop table public.%I cascade', one.relname);
  end loop;
end $$;

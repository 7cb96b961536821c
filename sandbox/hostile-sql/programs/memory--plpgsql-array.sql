-- A variable that doubles.
do $$ declare a text[] := array[repeat('x', 1000)]; begin loop a := a || a; end loop; end $$;

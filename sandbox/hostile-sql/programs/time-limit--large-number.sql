-- Arithmetic with very many digits.
do $$ declare a numeric := 7::numeric ^ 20000; b numeric; begin loop b := a * a % 7919; end loop; end $$;

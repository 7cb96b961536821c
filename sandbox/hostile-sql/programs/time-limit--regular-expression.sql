-- An expression that needs exponential time, a hundred million times over.
select count(*) from generate_series(1, 10000) a, generate_series(1, 10000) b
where repeat('a', 3000) || a || b ~ '^(a+)+c$' or repeat('a', 3000) || a || b ~ '(a*)*\1c';

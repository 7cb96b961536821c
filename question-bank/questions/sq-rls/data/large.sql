insert into invoice select g, (g::bigint * 7919) % 500 + 1, g % 10000, 'note ' || g from generate_series(1, 60000) g;

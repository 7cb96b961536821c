insert into customer select g, 'Customer ' || g, 'DE' from generate_series(1, 9) g;

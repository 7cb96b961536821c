insert into address
select g, 'city ' || g % 20, (10000 + g % 20)::text, 'street ' || g from generate_series(1, 4000) g;
insert into parcel select g, g % 4000 + 1, 100 + g % 5000 from generate_series(1, 160000) g;
insert into scan select g, g % 160000 + 1, 'depot ' || g % 12 from generate_series(1, 160000) g;

-- Some places are far larger than others, and some cities have two postcodes.
insert into address
select g, 'city ' || place, (10000 + place + case when place % 5 = 0 and g % 3 = 0 then 500 else 0 end)::text, 'street ' || g
from (select g, (sqrt(g::float8 * 7) * 0.5)::int % 90 as place from generate_series(1, 20000) g) as numbered;
insert into parcel select g, g % 20000 + 1, 100 + g % 5000 from generate_series(1, 20000) g;
insert into scan select g, g % 20000 + 1, 'depot ' || g % 12 from generate_series(1, 20000) g;

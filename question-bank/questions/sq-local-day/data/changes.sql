-- An order each half hour around nights in which clocks change, and at the edges of days.
insert into tenant values (1, 'Europe/Berlin'), (2, 'America/New_York'), (3, 'Asia/Kolkata'), (5, 'Australia/Lord_Howe');
insert into orders select n, 1, timestamptz '2026-03-28 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;
insert into orders select 1000 + n, 1, timestamptz '2026-10-24 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;
insert into orders select 2000 + n, 2, timestamptz '2026-03-07 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;
insert into orders select 3000 + n, 2, timestamptz '2026-10-31 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;
insert into orders select 4000 + n, 5, timestamptz '2026-04-03 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;
insert into orders select 5000 + n, 3, timestamptz '2026-05-01 00:00+00' + n * interval '30 minutes', n from generate_series(0, 150) n;

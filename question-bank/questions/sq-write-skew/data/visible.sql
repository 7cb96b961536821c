insert into on_call
select g, date '2026-03-01' + g / 3, (array['ana', 'ben', 'cleo'])[g % 3 + 1], g % 3 < 2 from generate_series(0, 2999) g;

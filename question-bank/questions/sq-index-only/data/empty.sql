insert into event values (1, 5, '2026-01-02 00:00+00', 'created', 'x');

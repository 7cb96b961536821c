insert into job (id, priority, run_at, state, attempts, locked_by, lease_until) values
  (1, 0, '2026-03-02 09:00+00', 'queued', 0, null, null),
  (2, 5, '2026-03-02 09:30+00', 'queued', 0, null, null),
  (3, 5, '2026-03-02 09:10+00', 'queued', 1, null, null),
  (4, 0, '2026-03-02 09:00+00', 'queued', 0, null, null),
  (5, 9, '2026-03-02 11:00+00', 'queued', 0, null, null),
  (6, 9, '2026-03-02 08:00+00', 'done', 1, 'w0', null),
  (7, 0, '2026-03-02 08:00+00', 'running', 1, 'w0', '2026-03-02 10:03+00'),
  (8, 0, '2026-03-02 08:30+00', 'running', 2, 'w9', '2026-03-02 09:40+00'),
  (9, 0, '2026-03-02 09:20+00', 'queued', 0, null, null);

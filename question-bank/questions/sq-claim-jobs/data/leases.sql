insert into job (id, priority, run_at, state, attempts, locked_by, lease_until) values
  (1, 0, '2026-03-02 09:00+00', 'running', 1, 'w1', '2026-03-02 10:00+00'),
  (2, 0, '2026-03-02 09:00+00', 'running', 1, 'w1', '2026-03-02 09:59:59+00'),
  (3, 0, '2026-03-02 10:00+00', 'queued', 0, null, null),
  (4, 0, '2026-03-02 10:00:01+00', 'queued', 0, null, null),
  (5, 7, '2026-03-02 09:00+00', 'done', 1, null, '2026-03-02 09:00+00');

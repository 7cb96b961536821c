insert into invoice values
  (1, 1, 1000, ''), (2, 1, 2500, 'late'), (3, 2, 700, ''), (4, 2, 800, ''), (5, 2, 900, 'paid twice'), (6, 3, 12000, '');

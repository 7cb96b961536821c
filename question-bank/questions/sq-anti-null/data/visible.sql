insert into customer values
  (1, 'Oberlin Marine Supply', 'NO'), (2, 'Tarn Valley Dairies', 'GB'), (3, 'Corvo Instruments', 'PT'),
  (4, 'Halden Timber', 'NO'), (5, 'Pellew and Sons', 'GB'), (6, 'Ardoise Logiciels', 'FR'), (7, 'Brno Gears', 'CZ');
insert into refund values
  (1, 2, 'A-1007', 1290, 'broken seal'), (2, 5, 'A-1011', 450, null), (3, 5, 'A-1019', 800, 'late'),
  (4, null, 'G-0001', 2300, 'guest order');

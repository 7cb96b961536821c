insert into customer values
  (1, 'One', 'DE'), (2, 'Two', 'DE'), (3, 'Three', 'AT'), (4, 'Same name', 'CH'), (5, 'Same name', 'CH'), (6, 'Six', 'FR');
insert into refund values
  (1, null, 'G-1', 100, null), (2, null, 'G-2', 100, 'x'), (3, 2, 'A-1', 100, null), (4, 2, 'A-2', 100, null),
  (5, 4, 'A-3', 100, 'y'), (6, 6, 'A-4', 100, null), (7, 99, 'A-5', 100, 'its customer is gone');

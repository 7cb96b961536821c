-- A text of a gigabyte.
select length(repeat('x', 1000000000) || 'y');

begin;
-- The application reads the quantity. What it has read is kept in `seen`.
create temporary table seen on commit drop as select qty from stock where sku = :sku;
-- It subtracts, and writes the new quantity back.
update stock set qty = (select qty from seen) - :n where sku = :sku and (select qty from seen) >= :n;
-- Its answer to the buyer.
select case when (select qty from seen) >= :n then 'sold' else 'sold out' end;
commit;

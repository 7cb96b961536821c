begin;
lock table stock in exclusive mode;
create temporary table seen on commit drop as select qty from stock where sku = :sku;
update stock set qty = (select qty from seen) - :n where sku = :sku and (select qty from seen) >= :n;
select case when (select qty from seen) >= :n then 'sold' else 'sold out' end;
commit;

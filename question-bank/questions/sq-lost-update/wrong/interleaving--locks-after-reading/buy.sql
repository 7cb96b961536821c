begin;
create temporary table seen on commit drop as select qty from stock where sku = :sku;
select qty from stock where sku = :sku for update;
update stock set qty = (select qty from seen) - :n where sku = :sku and (select qty from seen) >= :n;
select case when (select qty from seen) >= :n then 'sold' else 'sold out' end;
commit;

begin;
create temporary table seen on commit drop as select qty, xmin::text as version from stock where sku = :sku;
update stock set qty = (select qty from seen) - :n where sku = :sku and (select qty from seen) >= :n;
select case when (select version from seen) is not null and (select qty from seen) >= :n then 'sold' else 'sold out' end;
commit;

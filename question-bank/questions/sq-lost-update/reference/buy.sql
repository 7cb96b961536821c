begin;
with taken as (
  update stock set qty = qty - :n where sku = :sku and qty >= :n returning sku
)
select case when exists (select from taken) then 'sold' else 'sold out' end;
commit;

begin;
update stock set qty = qty - :n where sku = :sku;
select 'sold';
commit;

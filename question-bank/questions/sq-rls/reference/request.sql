begin;
select set_config('app.tenant', :tenant::text, true);
select count(*) from invoice;
commit;

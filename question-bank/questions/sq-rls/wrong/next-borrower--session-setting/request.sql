select set_config('app.tenant', :tenant::text, false);
select count(*) from invoice;

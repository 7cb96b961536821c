set app.tenant = :tenant;
select count(*) from invoice;

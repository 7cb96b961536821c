alter table address alter column city set statistics 2000;
alter table address alter column postcode set statistics 2000;
analyze address;

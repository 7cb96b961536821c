-- Joins the catalogue with itself five times.
select count(*) from pg_attribute a, pg_attribute b, pg_attribute c, pg_attribute d, pg_attribute e;

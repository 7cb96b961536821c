-- Reads the server's settings.
select * from pg_settings;

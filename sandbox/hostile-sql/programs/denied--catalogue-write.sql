-- Writes into the catalogue.
update pg_class set relname = 'x' where relname = 'orders';

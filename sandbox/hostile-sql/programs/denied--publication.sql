-- Publishes its tables.
create publication p for all tables;

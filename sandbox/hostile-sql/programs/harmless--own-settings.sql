-- Gives its role settings that hinder the next sign-in.
alter role current_user set search_path to nowhere;
alter role current_user set default_transaction_read_only to on;

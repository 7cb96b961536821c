-- Becomes the superuser.
set role postgres;

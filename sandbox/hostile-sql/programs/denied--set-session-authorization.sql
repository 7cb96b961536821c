-- Becomes the superuser for good.
set session authorization postgres;

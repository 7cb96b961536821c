-- Drops all there is.
drop schema public cascade;

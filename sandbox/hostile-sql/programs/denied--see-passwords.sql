-- Reads password hashes.
select rolname, rolpassword from pg_authid;

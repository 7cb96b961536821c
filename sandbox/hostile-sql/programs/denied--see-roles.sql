-- Lists everybody's roles.
select rolname from pg_roles;

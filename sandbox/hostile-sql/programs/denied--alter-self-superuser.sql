-- Becomes superuser.
alter role current_user superuser;

-- Makes a superuser.
create role boss superuser login;

-- Opens connections from inside.
create extension dblink;

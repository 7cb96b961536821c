-- Runs at everybody's DDL.
create function f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger t on ddl_command_start execute function f();
